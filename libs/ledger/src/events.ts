/**
 * What can happen to an Account. Instants are milliseconds since the epoch, points are whole and non-negative unless a
 * field says otherwise. Every event names the Member besides the Account, and carries what it changed and the balances
 * after it, so that any answer can be given again from one event.
 */
export type Instant = number;
export type Points = bigint;
export type LotId = string;
export type HoldId = string;
export type WalletId = string;
export type MemberId = string;
export type AccountId = string;

export interface LotOrigin {
  readonly account: AccountId;
  readonly lot: LotId;
  readonly member: MemberId;
}

/** The terms of a Lot, frozen at issue. */
export interface LotTerms {
  readonly id: LotId;
  readonly wallet: WalletId;
  readonly points: Points;
  readonly earnedAt: Instant;
  /** Absent while it waits for an action (`awaits`). */
  readonly availableAt: Instant | null;
  readonly expiresAt: Instant | null;
  /** The action that releases the Lot, and how long it then lives (ISO 8601 duration); the release fixes both instants. */
  readonly awaits?: { readonly action: string; readonly expiresAfter: string | null };
  readonly partner?: string;
  readonly origin: LotOrigin;
}

export interface Slice {
  readonly lot: LotId;
  readonly points: Points;
}

/** What an event changed in a Wallet; signed. */
export interface Change {
  readonly wallet: WalletId;
  readonly available: Points;
  readonly held: Points;
  readonly pending: Points;
  readonly shortfall: Points;
}

export interface WalletBalance {
  readonly wallet: WalletId;
  /** Lots less what is owed; negative after an `unlimited` claw-back. */
  readonly available: Points;
  readonly held: Points;
  readonly pending: Points;
  /** A memo beside the sum. */
  readonly shortfall: Points;
}
