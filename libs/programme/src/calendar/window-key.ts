import type { Instant } from '../purchase.js';
import { addMonths, dateOf, epochDayOf, formatDate, weekdayOf, type EpochDay, type LocalDate } from './local-date.js';
import { zoneClock } from './zone-clock.js';

/** What a counter is counted by. A week runs from Monday to Sunday. */
export type CountedPeriod = 'day' | 'week' | 'month' | 'year';

/** From the first instant until the one at which it is over. */
export interface Span {
  readonly from: Instant;
  readonly until: Instant;
}

/**
 * The name of the period that an instant belongs to, by the clocks of the zone: `2026-03-29`, `2026-W13`, `2026-03`,
 * `2026`. Two instants have the same key exactly where they share the period. The year of a week is that of its Thursday
 * (ISO 8601): 2027-01-01 is in 2026-W53.
 */
export function windowKey(at: Instant, period: CountedPeriod, timeZone: string): string {
  return windowKeyOfDay(zoneClock(timeZone).localDay(at), period);
}

/** The same, of a day by those clocks. */
export function windowKeyOfDay(day: EpochDay, period: CountedPeriod): string {
  const date = dateOf(day);
  switch (period) {
    case 'day':
      return formatDate(date);
    case 'week':
      return weekKey(day);
    case 'month':
      return formatDate(date).slice(0, 7);
    case 'year':
      return formatDate(date).slice(0, 4);
    default:
      return period satisfies never;
  }
}

/** When that period begins and ends. */
export function windowSpan(at: Instant, period: CountedPeriod, timeZone: string): Span {
  const clock = zoneClock(timeZone);
  const [first, next] = daysOf(clock.localDay(at), period);
  return { from: clock.startOfDay(first), until: clock.startOfDay(next) };
}

/**
 * The last N days as a member counts them: the local day of `at` and the N − 1 before it, to the end of that day. Counters
 * of a rolling period are kept by day and summed over the keys of `rollingDayKeys`.
 */
export function rollingDaysSpan(at: Instant, days: number, timeZone: string): Span {
  const clock = zoneClock(timeZone);
  const today = clock.localDay(at);
  return { from: clock.startOfDay(today - days + 1), until: clock.startOfDay(today + 1) };
}

/** The day keys of the last N days, the oldest first; the last is `windowKey(at, 'day', timeZone)`. */
export function rollingDayKeys(at: Instant, days: number, timeZone: string): readonly string[] {
  const today = zoneClock(timeZone).localDay(at);
  return Array.from({ length: days }, (_, index) => formatDate(dateOf(today - days + 1 + index)));
}

function daysOf(day: EpochDay, period: CountedPeriod): readonly [first: EpochDay, next: EpochDay] {
  switch (period) {
    case 'day':
      return [day, day + 1];
    case 'week':
      return [day - weekdayOf(day), day - weekdayOf(day) + 7];
    case 'month':
      return months({ ...dateOf(day), day: 1 }, 1);
    case 'year':
      return months({ ...dateOf(day), month: 1, day: 1 }, 12);
    default:
      return period satisfies never;
  }
}

function months(first: LocalDate, count: number): readonly [EpochDay, EpochDay] {
  return [epochDayOf(first), epochDayOf(addMonths(first, count))];
}

function weekKey(day: EpochDay): string {
  const thursday = day - weekdayOf(day) + 3;
  const { year } = dateOf(thursday);
  const week = Math.floor((thursday - epochDayOf({ year, month: 1, day: 1 })) / 7) + 1;
  return `${String(year).padStart(4, '0')}-W${String(week).padStart(2, '0')}`;
}
