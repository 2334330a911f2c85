import type { Instant } from '../purchase.js';
import { movementOf, type Contribution, type Movement } from './contribution.js';
import type { Course, TierStep } from './course.js';
import { FixedCourse } from './fixed-course.js';
import { RollingCourse } from './rolling-course.js';
import { tierPeriods } from './tier-periods.js';
import type { Rank, Tier, TierRules } from './tier-rules.js';

/**
 * All that the tiers of one Member need to be known for ever, whatever arrives late: six values for each Purchase and
 * Return. Plain and never changed; what was computed from it is remembered beside it, which affects cost, never meaning.
 */
export interface TierState {
  readonly memberSince: Instant;
  /** By the instant from which they are felt; those of one instant as they arrived. */
  readonly movements: readonly Movement[];
}

const walked = new WeakMap<TierState, { readonly rules: TierRules; readonly course: Course }>();

export function newTierState(memberSince: Instant): TierState {
  return { memberSince, movements: [] };
}

/**
 * Counts one contribution more, in the order of arrival. One that is the latest so far walks on from where the last one
 * stood; a back-dated one has the way walked anew when it is next asked for. Throws for a Purchase that was counted before,
 * and for a Return of one that never was: the ledger knows both.
 */
export function foldTier(rules: TierRules, state: TierState, contribution: Contribution): TierState {
  const movement = movementOf(contribution);
  const isCounted = state.movements.some(({ kind, purchase }) => kind === 'purchase' && purchase === movement.purchase);
  if (isCounted !== (movement.kind === 'return'))
    throw new Error(`${movement.purchase} ${isCounted ? 'was already' : 'was never'} counted towards tiers.`);

  const movements = [...state.movements];
  let place = movements.length;
  while (place > 0 && (movements[place - 1]?.at ?? 0) > movement.at) place--;
  movements.splice(place, 0, movement);
  const next = { memberSince: state.memberSince, movements };

  const before = walked.get(state);
  if (before?.rules === rules && before.course.at <= movement.at) {
    const course = before.course.copy();
    course.apply(movement);
    walked.set(next, { rules, course });
  }
  return next;
}

/**
 * The state from a history in any order, as it was known at a record time: folded by `recordedAt`, those of one batch as
 * they stand in the list. So a tier can be asked with both clocks (rule 11).
 */
export function tierStateKnownAt(
  rules: TierRules,
  { memberSince, contributions }: { readonly memberSince: Instant; readonly contributions: readonly Contribution[] },
  knownAt: Instant = Number.POSITIVE_INFINITY,
): TierState {
  return contributions
    .filter(({ recordedAt }) => recordedAt <= knownAt)
    .toSorted((a, b) => a.recordedAt - b.recordedAt)
    .reduce((state, contribution) => foldTier(rules, state, contribution), newTierState(memberSince));
}

/** The tier at an instant, by all that was counted, and after all that happened at that instant. */
export function tierAt(rules: TierRules, state: TierState, at: Instant): Tier {
  return tierOf(rules, rankAt(rules, state, at));
}

/**
 * The tier that rewards a Purchase which is not counted yet: the one before it, unless the Programme says `inclusive`. By
 * what has arrived until now: it is not judged again when something earlier arrives later (rule 19).
 */
export function rewardingTier(rules: TierRules, state: TierState, purchase: Contribution): Tier {
  const known = rules.inclusive ? foldTier(rules, state, purchase) : state;
  return tierAt(rules, known, purchase.occurredAt);
}

/** Every event in the life of the tier until an instant, itself included. */
export function tierHistory(rules: TierRules, state: TierState, until: Instant): readonly TierStep[] {
  return courseAt(rules, state, until).steps;
}

/** The course as far as an instant, with nothing that happened after it. The caller's own. */
export function courseAt(rules: TierRules, state: TierState, at: Instant): Course {
  const whole = courseOf(rules, state);
  const course = at < whole.at ? walk(rules, state, at) : whole.copy();
  course.advance(at);
  return course;
}

export function tierOf({ ladder }: TierRules, rank: Rank): Tier {
  return ladder[rank] ?? ladder[0];
}

function rankAt(rules: TierRules, state: TierState, at: Instant): Rank {
  const course = courseOf(rules, state);
  if (at >= course.at) return at < course.nextTurn() ? course.rank : courseAt(rules, state, at).rank;
  return course.steps.findLast((step) => step.at <= at)?.to ?? 0;
}

function courseOf(rules: TierRules, state: TierState): Course {
  const known = walked.get(state);
  if (known?.rules === rules) return known.course;
  const course = walk(rules, state, Number.POSITIVE_INFINITY);
  walked.set(state, { rules, course });
  return course;
}

function walk(rules: TierRules, { memberSince, movements }: TierState, until: Instant): Course {
  const startAt = Math.min(memberSince, movements[0]?.at ?? memberSince);
  const course =
    rules.period.kind === 'rolling'
      ? RollingCourse.from(rules, startAt)
      : FixedCourse.from(rules, tierPeriods(rules, memberSince), startAt);
  for (const movement of movements) {
    if (movement.at > until) break;
    course.apply(movement);
  }
  return course;
}
