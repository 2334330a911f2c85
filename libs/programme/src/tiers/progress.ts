import type { Span } from '../calendar/window-key.js';
import type { Instant } from '../purchase.js';
import { MEASURES, reachedRank, type Measures, type Needs } from './measures.js';
import type { Tier, TierRules } from './tier-rules.js';
import { courseAt, tierOf, type TierState } from './tier-state.js';

/** Where a Member stands on the way: what a receipt, a screen or a message is made of. */
export interface TierProgress {
  readonly tier: Tier;
  /** In which is counted; of rolling months from the oldest Purchase that still counts until now. */
  readonly period: Span;
  readonly counted: Measures;
  /** Whether all that is missing is needed, or any one of it. */
  readonly match: TierRules['match'];
  /** A tier that was reached and begins with the next period. */
  readonly rising: { readonly tier: Tier; readonly at: Instant } | null;
  /** The next tier that was not reached, and what is missing for it now. Null at the top. */
  readonly next: { readonly tier: Tier; readonly missing: Needs } | null;
  /** What is missing to keep the tier, and until when it counts; nothing where it is safe. Null where it cannot be lost. */
  readonly stay: { readonly missing: Needs; readonly until: Instant } | null;
  /** When the tier is lost if nothing more is bought, and to which one. */
  readonly fall: { readonly tier: Tier; readonly at: Instant } | null;
  /** While the tier is only kept by grace. */
  readonly graceUntil: Instant | null;
}

/** As at an instant, with nothing that happened after it. */
export function tierProgress(rules: TierRules, state: TierState, at: Instant): TierProgress {
  const course = courseAt(rules, state, at);
  const { period, counted } = course.current();
  const tier = tierOf(rules, course.rank);
  const reached = reachedRank(rules, counted);
  const top = rules.ladder[Math.max(course.rank, reached) + 1];
  const fall = course.nextFall();
  const graceUntil = course.graceUntil();
  const stayUntil = graceUntil ?? (rules.period.kind === 'rolling' ? fall?.at : period.until);
  return {
    tier,
    period,
    counted,
    match: rules.match,
    rising: reached > course.rank ? { tier: tierOf(rules, reached), at: period.until } : null,
    next: top ? { tier: top, missing: missing(top.needs, counted, rules.match) } : null,
    stay:
      fall && stayUntil !== undefined ? { missing: missing(tier.needs, counted, rules.match), until: stayUntil } : null,
    fall: fall && { tier: tierOf(rules, fall.to), at: fall.at },
    graceUntil,
  };
}

/** What is short of each need; nothing once the whole is met. */
function missing(needs: Needs, counted: Measures, match: TierRules['match']): Needs {
  const short = MEASURES.flatMap((measure) => {
    const rest = (needs[measure] ?? 0n) - counted[measure];
    return needs[measure] !== undefined && rest > 0n ? [[measure, rest] as const] : [];
  });
  const asked = MEASURES.filter((measure) => needs[measure] !== undefined);
  if (match === 'any' && short.length < asked.length) return {};
  return Object.fromEntries(short);
}
