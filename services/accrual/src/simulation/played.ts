import type { Quote } from '../application/quotes/quote-purchase.js';
import type { AskedGift } from './naive/gift-limits.js';
import type { Redeemed } from './redeeming.js';

export type Verb =
  | 'buy'
  | 'quote and buy'
  | 'quote and pay'
  | 'pay'
  | 'redeem'
  | 'return'
  | 'return blindly'
  | 'void'
  | 'announce a void'
  | 'announce a return'
  | 'claim'
  | 'act'
  | 'adjust'
  | 'change'
  | 'move segments'
  | 'give'
  | 'decide'
  | 'take a gift back'
  | 'jobs';

/** What was asked about a gift, so far as the naive model needs it to foretell what comes of it. */
export type GiftPlayed =
  | ({ readonly kind: 'give' } & Omit<AskedGift, 'at'>)
  | {
      readonly kind: 'decide';
      readonly transfer: string;
      readonly verdict: 'release' | 'reject';
      /** By the key that asked for the gift. */
      readonly isOwn: boolean;
    }
  | { readonly kind: 'undo'; readonly transfer: string }
  | { readonly kind: 'book' };

/** What was asked and what came of it. */
export interface Played {
  readonly verb: Verb;
  readonly asked: unknown;
  readonly answer: unknown;
  /** What a quote had said at the same instant. */
  readonly quote?: Pick<Quote, 'purchase' | 'referral'>;
  /** What a quote had said that points could pay, and the redemption that took them at its word. */
  readonly payable?: {
    readonly points: bigint;
    readonly amount: bigint;
    readonly redemption: string;
    readonly available: bigint;
    readonly rate: Redeemed['rate'];
  };
  /** With what a purchase was to be paid. */
  readonly paying?: Redeemed;
  /** What was done about a gift. */
  readonly gift?: GiftPlayed;
  /** The same once more. */
  readonly again?: () => Promise<unknown>;
}
