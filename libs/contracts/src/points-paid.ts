import type { Minor } from './values.js';

/** Points that paid a part of a Purchase. */
export interface PointsPaid {
  readonly wallet: string;
  readonly points: bigint;
  /** What each line bears of it; sums to both. Lines that bear nothing are left out. */
  readonly lines: readonly PaidLine[];
}

export interface PaidLine {
  readonly line: string;
  readonly points: bigint;
  readonly amount: Minor;
}

/** Points that had paid for what went back. */
export interface PaidBack {
  /** `red_…` */
  readonly redemption: string;
  readonly points: bigint;
}
