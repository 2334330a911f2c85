import type { Instant } from './values.js';

/**
 * What a purchase counted towards the tiers of whoever bought it, or what a return took away again: one stream for each
 * account. Written in the commit of the purchase, the return, the void or the claim, so that the next decision sees it.
 */
export interface TierContributed {
  readonly type: 'TierContributed';
  readonly programme: string;
  /** `mem_…`, `acc_…` */
  readonly member: string;
  readonly account: string;
  readonly kind: 'purchase' | 'return';
  /** `pur_…`: what was bought, of a return too. */
  readonly purchase: string;
  /** `ret_…`, where a return took it away and not a void. */
  readonly return?: string;
  /** When that purchase happened: a return counts in its period. */
  readonly purchasedAt: Instant;
  readonly occurredAt: Instant;
  /** When the member joined, as it was known then: a year of membership begins on that day. */
  readonly memberSince: Instant;
  /** One for each base rule: which of them tiers count is said by the programme that asks. */
  readonly counted: readonly CountedWallet[];
  /** 1, or of a return 1 once nothing of the purchase is left. */
  readonly visits: number;
}

export interface CountedWallet {
  readonly wallet: string;
  /** Of the base rule alone, and never below zero. */
  readonly points: bigint;
  /** A whole number as text: money in 10^-10 of the main currency's minor unit, so that every rate is exact. */
  readonly spend: string;
}
