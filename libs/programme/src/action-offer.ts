import type { Limit } from './offer.js';
import type { Wallet } from './programme.js';
import type { Instant } from './purchase.js';
import type { Texts } from './text/texts.js';

/** Points for something that is no purchase: joining, a birthday, a review, a recommendation, a survey. */
export interface ActionOffer {
  readonly id: string;
  /** What is reported: `joined`, `birthday`, `review`, … */
  readonly on: string;
  readonly wallet: Wallet;
  readonly points: bigint;
  readonly from: Instant | null;
  readonly until: Instant | null;
  readonly limits: readonly Limit[];
  readonly terms: Wallet;
  readonly partner: string | null;
  /** In English. */
  readonly text: string;
  /** As the document says it in both languages; null where it says nothing. */
  readonly texts: Texts | null;
}
