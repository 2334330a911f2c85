import type { Instant } from './values.js';

/** What happens to what an account has counted towards tiers. */
export type TierEvent = TierContributed | TierCountsMovedOut | TierCountsMovedIn;

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

/**
 * Members have become one, share a household, or part: what they counted goes to another account, in the commit of their
 * points.
 */
export interface TierCountsMovedOut {
  readonly type: 'TierCountsMovedOut';
  readonly programme: string;
  /** `mov_…`, of the points too. */
  readonly move: string;
  /** `acc_…` */
  readonly account: string;
  readonly to: string;
  /** `mem_…`: what they bought goes. */
  readonly members: readonly string[];
  /** All goes, whoever bought it. */
  readonly whole: boolean;
  readonly occurredAt: Instant;
}

/** The other side of TierCountsMovedOut. */
export interface TierCountsMovedIn {
  readonly type: 'TierCountsMovedIn';
  readonly programme: string;
  readonly move: string;
  readonly account: string;
  readonly from: string;
  /** In the order in which they were counted there. */
  readonly counts: readonly MovedTierCount[];
  readonly occurredAt: Instant;
}

/** A TierContributed as it goes along. */
export type MovedTierCount = Omit<TierContributed, 'type' | 'programme' | 'account' | 'return'>;

export interface CountedWallet {
  readonly wallet: string;
  /** Of the base rule alone, and never below zero. */
  readonly points: bigint;
  /** A whole number as text: money in 10^-10 of the main currency's minor unit, so that every rate is exact. */
  readonly spend: string;
}
