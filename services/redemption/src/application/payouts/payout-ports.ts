import type { PayoutRow } from './payout-row.js';

/** A payout as its provider is told of it. */
export interface PayoutOrder {
  /** `red_…`; under it the provider pays once, however often it is asked. */
  readonly id: string;
  /** The provider's own opaque word for where the money goes. */
  readonly destination: string;
  readonly amount: string;
  readonly currency: string;
}

/** What the provider is known to have done. Whatever is no clear answer is `unknown`, and is asked for. */
export type ProviderAnswer =
  | { readonly outcome: 'accepted'; readonly reference: string }
  | { readonly outcome: 'settled'; readonly reference: string }
  | { readonly outcome: 'failed'; readonly reference: string | null; readonly cause: string }
  /** It was asked for, and the provider never had it. */
  | { readonly outcome: 'not_known' }
  | { readonly outcome: 'unknown'; readonly why: string; readonly retryAfterMs?: number };

/** Who pays. It never throws: what went wrong is an answer that is not known. */
export interface PayoutProvider {
  /** Safe to call again with the same order. */
  send(order: PayoutOrder): Promise<ProviderAnswer>;
  ask(id: string): Promise<ProviderAnswer>;
}

/** Where the money goes, for as long as it is on its way; sealed, and never in the ledger. */
export interface Destinations {
  keep(id: string, destination: string): Promise<void>;
  /** Undefined where the payout has ended. */
  find(id: string): Promise<string | undefined>;
  forget(id: string): Promise<void>;
  /** Of what was never authorised: kept before this instant of the real clock, and no payout is known by the id. */
  sweep(keptBefore: number): Promise<void>;
}

/** One that is to be driven now, by this process alone until `release`, or until its time is over. */
export interface DuePayout {
  readonly id: string;
  readonly attempts: number;
  /** How often it was woken before it was taken. */
  readonly wakes: number;
}

export interface OpenPayouts {
  readonly status: string;
  readonly count: number;
  /** Of the oldest: since when it is so, by the clock of the ledger. */
  readonly since: number;
}

/**
 * Payouts as the ledger has them, so that they are found by what is due and by day. It can be thrown away and is read again
 * from the ledger; what it decides is only who does the work, never what is done.
 */
export interface PayoutIndex {
  /** An older version changes nothing. One whose status has changed is due at once. */
  put(row: PayoutRow): Promise<void>;
  /** Takes those that are due: what has to be sent or asked for, and what waited too long for approval at `now`. */
  take(limit: number, now: number): Promise<readonly DuePayout[]>;
  /** Due again after so long, by the real clock; at once where it was woken meanwhile. */
  release(due: DuePayout, retryAfterMs: number): Promise<void>;
  /** Due now, also where it is being driven. False where it is not known. */
  wake(id: string): Promise<boolean>;
  find(id: string): Promise<PayoutRow | undefined>;
  /** Sent within a period, in the order in which they were. */
  sentBetween(programme: string, from: number, to: number): Promise<readonly PayoutRow[]>;
  /** The newest first. */
  list(asked: ListedPayouts): Promise<readonly PayoutRow[]>;
  open(): Promise<readonly OpenPayouts[]>;
  /** How far the ledger was followed, by shard. */
  followed(): Promise<ReadonlyMap<number, number>>;
  moved(positions: ReadonlyMap<number, number>): Promise<void>;
}

export interface ListedPayouts {
  readonly programme?: string;
  readonly status?: string;
  readonly limit: number;
  /** Of the last one of the page before. */
  readonly after?: Pick<PayoutRow, 'requestedAt' | 'id'>;
}

/** What payouts need besides; absent where no provider is configured. */
export interface PayoutPorts {
  readonly provider: PayoutProvider;
  readonly destinations: Destinations;
  readonly index: PayoutIndex;
}
