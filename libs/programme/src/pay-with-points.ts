import type { Rounding } from './money/rounding.js';
import type { Eligibility } from './programme.js';
import type { Minor } from './purchase.js';

/** How members pay a part of an order with points. */
export interface PayWithPoints {
  /** By wallet; points of the others pay nothing. */
  readonly wallets: ReadonlyMap<string, PayingWallet>;
  /** Of what the lines cost together that points may pay for; in ten-thousandths. */
  readonly shareMax: bigint;
  /** Of points to money. */
  readonly rounding: Rounding;
  /** The lines that points may pay for. */
  readonly lines: Eligibility;
}

/** So many points pay so much, by currency; a tier may have a better rate. */
export interface PayingWallet {
  readonly points: bigint;
  readonly pay: Rates;
  readonly tiers: ReadonlyMap<string, Rates>;
  /** At once, at least. */
  readonly minimum: bigint;
  /** Only whole multiples of it. */
  readonly step: bigint;
}

/** By currency, in its minor units. */
export type Rates = ReadonlyMap<string, Minor>;

/** What points are worth: `points` of them pay `amount`. Frozen when they are authorised. */
export interface PointsRate {
  readonly points: bigint;
  readonly amount: Minor;
  readonly currency: string;
  readonly rounding: Rounding;
}
