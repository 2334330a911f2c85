import { calendarShift } from '../calendar/calendar-shift.js';
import { parseDuration } from '../calendar/duration.js';
import type { Instant } from '../purchase.js';
import type { TierRules } from './tier-rules.js';

/** What the rules say of time, by the calendar of their zone. */
export interface TierClock {
  /** The months of a rolling period on; of other periods nothing asks. */
  leavesAt(at: Instant): Instant;
  /** The grace on. */
  graceEnd(at: Instant): Instant;
}

/** One for each set of rules, since a calendar remembers: the first question of a day is the dear one. */
const clocks = new WeakMap<TierRules, TierClock>();

export function tierClock(rules: TierRules): TierClock {
  let clock = clocks.get(rules);
  if (!clock) clocks.set(rules, (clock = clockOf(rules)));
  return clock;
}

function clockOf({ timeZone, period, grace }: TierRules): TierClock {
  const months = period.kind === 'rolling' ? parseDuration(`P${period.months}M`) : null;
  return {
    leavesAt: months ? calendarShift({ after: months }, timeZone) : (at) => at,
    graceEnd: grace ? calendarShift({ after: grace }, timeZone) : (at) => at,
  };
}
