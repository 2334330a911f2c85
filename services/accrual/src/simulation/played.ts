import type { Quote } from '../application/quotes/quote-purchase.js';
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
  | 'move segments';

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
  /** The same once more. */
  readonly again?: () => Promise<unknown>;
}
