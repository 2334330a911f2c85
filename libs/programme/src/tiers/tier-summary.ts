import { formatMoney } from '../money/money.js';
import type { Programme } from '../programme.js';
import { MEASURES, SPEND_SCALE, type Measures } from './measures.js';
import type { TierProgress } from './progress.js';
import type { TierRules } from './tier-rules.js';

/** Where an account stands in the tiers of its programme, by the rules of one version. */
export interface TierAnswer {
  readonly programme: Programme;
  readonly rules: TierRules;
  readonly progress: TierProgress;
}

/** A tier as a till shows it: numbers of the first of points, spend and visits that the ladder asks for. */
export interface TierSummary {
  /** Null: no tier yet. */
  readonly id: string | null;
  /** When it is lost if nothing more is bought; null: never. */
  readonly until: number | null;
  /** Money as a decimal of the main currency, the others as whole numbers. */
  readonly progress: number | string;
  readonly next: { readonly id: string | null; readonly needed: number | string } | null;
}

export function tierSummary(answer: TierAnswer): TierSummary {
  const { tier, counted, next, fall } = answer.progress;
  const asked = answer.rules.ladder.at(-1)?.needs ?? {};
  const main = MEASURES.find((measure) => asked[measure] !== undefined) ?? 'points';
  const needed = (missing: Partial<Measures>) => tellMeasure(main, missing[main] ?? 0n, 'up', answer);
  return {
    id: tier.id,
    until: fall?.at ?? null,
    progress: tellMeasure(main, counted[main], 'down', answer),
    next: next && { id: next.tier.id, needed: needed(next.missing) },
  };
}

/** What is missing is never told too small, what was counted never too great. */
export type Rounded = 'up' | 'down';

export function tellMeasure(
  measure: keyof Measures,
  value: bigint,
  rounded: Rounded,
  { programme }: TierAnswer,
): number | string {
  if (measure !== 'spend') return Number(value);
  const minor = rounded === 'up' ? (value + SPEND_SCALE - 1n) / SPEND_SCALE : value / SPEND_SCALE;
  return formatMoney(minor, programme.currency);
}
