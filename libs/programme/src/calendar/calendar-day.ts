import type { Instant } from '../purchase.js';
import type { Birthday } from './birthday-window.js';
import { dateOf, isLeapYear, type LocalDate } from './local-date.js';
import { zoneClock } from './zone-clock.js';

/** A day by the clocks of a zone: 23 or 25 hours long where they change. */
export interface CalendarDay {
  readonly date: LocalDate;
  readonly startsAt: Instant;
  /** The start of the next day. */
  readonly endsAt: Instant;
}

/** The day in which an instant lies, or so many days after it (before it, where negative). */
export function dayAt(at: Instant, timeZone: string, after = 0): CalendarDay {
  const clock = zoneClock(timeZone);
  const day = clock.localDay(at) + after;
  return { date: dateOf(day), startsAt: clock.startOfDay(day), endsAt: clock.startOfDay(day + 1) };
}

/** All birthdays that are celebrated on a date: as `isInBirthdayWindow` says, 29 February is 28 February in other years. */
export function birthdayOn({ year, month, day }: LocalDate): readonly Birthday[] {
  const isForTheLeapDay = month === 2 && day === 28 && !isLeapYear(year);
  return isForTheLeapDay
    ? [
        { month, day },
        { month: 2, day: 29 },
      ]
    : [{ month, day }];
}
