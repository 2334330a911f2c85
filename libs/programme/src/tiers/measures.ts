import type { Currency } from '../programme.js';
import type { Minor } from '../purchase.js';
import type { Rank, TierRules } from './tier-rules.js';

/** What counts towards tiers. Exact: sums of any order are equal. */
export interface Measures {
  /** Points of the base rule, and of bonuses that say so. */
  readonly points: bigint;
  /** Money in the main currency, in 1 ÷ SPEND_SCALE of its minor unit. */
  readonly spend: bigint;
  readonly visits: bigint;
}

/** What a tier needs, at least; what is absent is not asked for. */
export type Needs = Partial<Measures>;

export const MEASURES = ['points', 'spend', 'visits'] as const satisfies readonly (keyof Measures)[];

export const NOTHING: Measures = { points: 0n, spend: 0n, visits: 0n };

/**
 * Rates have 6 decimals and currencies up to 4 digits after their point, so that money of any currency is a whole number of
 * these in the main one: nothing is rounded before it is compared.
 */
export const SPEND_SCALE = 10n ** 10n;

/** Money of a Purchase's currency as it counts towards tiers. */
export function exactSpend(
  minor: Minor,
  { numerator, denominator }: Pick<Currency, 'numerator' | 'denominator'>,
): bigint {
  return (minor * numerator * SPEND_SCALE) / denominator;
}

export function plus(a: Measures, b: Measures): Measures {
  return { points: a.points + b.points, spend: a.spend + b.spend, visits: a.visits + b.visits };
}

export function minus(a: Measures, b: Measures): Measures {
  return { points: a.points - b.points, spend: a.spend - b.spend, visits: a.visits - b.visits };
}

/** The highest tier whose needs are met. What everybody has needs nothing. */
export function reachedRank({ ladder, match }: TierRules, counted: Measures): Rank {
  let rank = ladder.length - 1;
  while (rank > 0 && !isMet(ladder[rank]?.needs ?? {}, counted, match)) rank--;
  return rank;
}

function isMet(needs: Needs, counted: Measures, match: TierRules['match']): boolean {
  const asked = MEASURES.filter((measure) => needs[measure] !== undefined);
  const has = (measure: keyof Measures) => counted[measure] >= (needs[measure] ?? 0n);
  return match === 'all' ? asked.every(has) : asked.some(has);
}
