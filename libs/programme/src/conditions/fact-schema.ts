/** Money in facts is in 10^-12 of the main currency's unit: exact for every currency at every rate of a document. */
export const MONEY_SCALE = 12;
/** Quantities are in millionths, as in a Purchase. */
export const QUANTITY_SCALE = 6;

export type FactType = 'bool' | 'int' | 'number' | 'money' | 'text' | 'texts' | 'lines';

/** What a text may be, where that is known: `tier == 'glod'` is refused. */
export type Domain = { readonly values: readonly string[] } | { readonly format: 'date' | 'time' };

export interface Fact {
  readonly type: FactType;
  /** A sentence for the marketer: the guide's table is made of them. */
  readonly about: string;
  readonly domain?: Domain;
  /** How many a list can have; the cost of a condition counts them all. */
  readonly most?: number;
}

/** The facts that a condition may name. Facts of a line begin with `line.`. */
export interface FactSchema {
  readonly facts: ReadonlyMap<string, Fact>;
  /** How many decimals money is shown with. */
  readonly moneyDecimals: number;
}

/** What a programme gives names to. What is left out is not checked (tiers, segments, consents) or not there (wallets, counters). */
export interface FactNames {
  readonly tiers?: readonly string[];
  readonly segments?: readonly string[];
  readonly consents?: readonly string[];
  readonly currencies?: readonly string[];
  readonly wallets?: readonly string[];
  readonly counters?: readonly string[];
  /** Digits after the point of the main currency; 2 where it is not said. */
  readonly moneyDecimals?: number;
}
