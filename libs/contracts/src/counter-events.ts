import type { Instant } from './values.js';

/**
 * What offers were given so far, as far as a bound asks: one stream for each account, and one for each budget. Written
 * in the commit of the purchase or the return that moves them, so that no two processes can spend the same room twice.
 */
export interface CountersMoved {
  readonly type: 'CountersMoved';
  readonly programme: string;
  /** `mem_…`, `acc_…`; null in the stream of a budget, which is all members'. */
  readonly member: string | null;
  readonly account: string | null;
  /** `pur_…`: what moved them, or what went back; `act_…` where it was no purchase. */
  readonly purchase: string;
  /** `ret_…`, where a return moved them. */
  readonly return?: string;
  readonly occurredAt: Instant;
  readonly moves: readonly CounterMove[];
  /** Purchases that wait to be one of several. */
  readonly waiting: readonly OfferVisit[];
  /** Purchases that no longer do. */
  readonly settled: readonly SettledVisit[];
}

export interface CounterMove {
  /** `offer/tea`, `wallet/points`, `uses/offer/visit`, `budget/campaign/summer`. */
  readonly counter: string;
  /** `2026-03-05`, `2026-03-02 week`, `2026-03`, `2026`, `ever`. */
  readonly window: string;
  /** Points, or uses; below zero where they are freed. */
  readonly points: bigint;
}

export interface CountedVisit {
  readonly purchase: string;
  readonly at: Instant;
}

export interface OfferVisit extends CountedVisit {
  readonly offer: string;
}

export interface SettledVisit {
  readonly offer: string;
  readonly purchase: string;
}
