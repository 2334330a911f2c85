import type { PurchaseOutcome } from './purchase-events.js';
import type { Instant, LotPoints } from './values.js';

/**
 * Something that is no purchase was reported of a member: a review, a survey, an order that was shipped. The whole answer,
 * so that a repeat is answered from the log alone.
 */
export interface ActionRecorded {
  readonly type: 'ActionRecorded';
  /** `act_…` */
  readonly report: string;
  readonly programme: string;
  readonly source: string;
  readonly externalId: string;
  readonly occurredAt: Instant;
  /** What it was: `review`, `shipped`. */
  readonly action: string;
  readonly store?: string;
  /** `pur_…`: whose waiting points it was about. */
  readonly purchase?: string;
  readonly member: string;
  readonly account: string;
  readonly outcome: PurchaseOutcome;
  /** Lots that had waited for it. */
  readonly released: readonly LotPoints[];
}
