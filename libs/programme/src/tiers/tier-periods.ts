import { addMonths, dateOf, epochDayOf } from '../calendar/local-date.js';
import type { Span } from '../calendar/window-key.js';
import { zoneClock } from '../calendar/zone-clock.js';
import type { Instant } from '../purchase.js';
import { tierClock } from './tier-clock.js';
import type { TierRules } from './tier-rules.js';

/** The periods that have a beginning and an end, numbered; before joining too, for purchases that are claimed later. */
export interface TierPeriods {
  indexOf(at: Instant): number;
  span(index: number): Span;
  /** When the grace is over in which falls of the period before are put off. */
  graceEnd(index: number): Instant;
}

export function tierPeriods(rules: TierRules, memberSince: Instant): TierPeriods {
  const { timeZone, period } = rules;
  const clock = zoneClock(timeZone);
  // Always from the day of joining, so that 29 February comes back in every leap year.
  const first = period.kind === 'anniversary' ? dateOf(clock.localDay(memberSince)) : { year: 0, month: 1, day: 1 };
  const start = (index: number) => clock.startOfDay(epochDayOf(addMonths(first, index * 12)));
  const { graceEnd } = tierClock(rules);

  return {
    indexOf: (at) => {
      const index = dateOf(clock.localDay(at)).year - first.year;
      return at < start(index) ? index - 1 : index;
    },
    span: (index) => ({ from: start(index), until: start(index + 1) }),
    graceEnd: (index) => graceEnd(start(index)),
  };
}
