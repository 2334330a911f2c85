/**
 * The nouns of an Account. Instants are milliseconds since the epoch, points are whole and non-negative unless a field
 * says otherwise. Ids are opaque; the ledger compares them and never looks inside.
 */
export type Instant = number;
export type Points = bigint;
export type LotId = string;
export type HoldId = string;
export type WalletId = string;
export type MemberId = string;
export type AccountId = string;

/** An Account never holds more of a Wallet than a JSON integer can say exactly. */
export const pointsMax = 9_007_199_254_740_991n;

/** Where a Lot was made, if not in this Account; so that households and merges can be undone. */
export interface LotOrigin {
  readonly account: AccountId;
  readonly lot: LotId;
  readonly member: MemberId;
}

/** The terms that points keep wherever they go: frozen at issue. */
export interface LotTerms {
  readonly lot: LotId;
  readonly wallet: WalletId;
  readonly earnedAt: Instant;
  /** Over at this instant; null: never. */
  readonly expiresAt: Instant | null;
  /** Who earned it. */
  readonly member: MemberId;
  readonly partner?: string;
  /** Absent: made here, as this Lot, by this Member. */
  readonly origin?: LotOrigin;
}

/**
 * Part of one Lot, moved by one event. It carries the Lot's terms, so that a refund can give it back to a Lot of which
 * nothing is left here.
 */
export interface Slice extends LotTerms {
  readonly points: Points;
}

/** The action that releases a Lot, and how long it then lives (ISO 8601 duration; null: for ever). */
export interface Awaits {
  readonly action: string;
  readonly expiresAfter: string | null;
}

/** Points earned together that become available together and expire together. */
export interface Lot extends Slice {
  /**
   * Null while it waits for an action (`awaits`) and for nothing else; its `expiresAt` is null then too. With an instant
   * beside `awaits` it becomes available at the latest then.
   */
  readonly availableAt: Instant | null;
  readonly awaits?: Awaits;
}

export interface WalletPoints {
  readonly wallet: WalletId;
  readonly points: Points;
}

/** `only_pending`: what matured stays. `within_balance`: never below zero. `unlimited`: what no Lot can give is owed. */
export type ClawBack = 'only_pending' | 'within_balance' | 'unlimited';

export interface LotPoints {
  readonly lot: LotId;
  readonly points: Points;
}

/** What of a Lot expired unspent, and whose it was (not told where a Return counts it off). */
export interface ExpiredLot extends LotPoints {
  readonly member?: MemberId;
}

/** Where what is asked of an Account about a Member is asked now; null: about anybody. */
export interface Lead {
  readonly member: MemberId | null;
  readonly to: AccountId;
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
