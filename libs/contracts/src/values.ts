/** Milliseconds since the epoch. */
export type Instant = number;
/** Money in minor units of its currency. */
export type Minor = bigint;
/** A quantity in millionths. */
export type Micro = bigint;

export interface WalletPoints {
  readonly wallet: string;
  readonly points: bigint;
}

export interface LotPoints {
  readonly lot: string;
  readonly points: bigint;
}

/** Structurally the ledger's; written into the purchase's own events so that a first answer is one read. */
export interface BalanceAfter {
  readonly wallet: string;
  readonly available: bigint;
  readonly held: bigint;
  readonly pending: bigint;
  readonly shortfall: bigint;
}

/** Money that goes back, by the way in which it was paid. `unspecified`: the purchase did not say how. */
export interface Refund {
  readonly kind: string;
  readonly currency: string;
  readonly amount: Minor;
}

/** Points that had paid for what went back, in their Lots again. */
export interface GivenBackPoints extends WalletPoints {
  /** `red_…` */
  readonly redemption: string;
}

export interface TakenBack {
  readonly wallet: string;
  /** What really moved. */
  readonly points: bigint;
  readonly shortfall: bigint;
}
