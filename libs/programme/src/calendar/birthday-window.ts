import type { Instant } from '../purchase.js';
import { daysInMonth, dateOf, epochDayOf, type EpochDay } from './local-date.js';
import { zoneClock } from './zone-clock.js';

/** The day on which someone was born, without the year: nothing here needs it. */
export interface Birthday {
  readonly month: number;
  readonly day: number;
}

export type BirthdayWindow = 'day' | 'week' | 'month';

const HALF_WEEK = 3;

/**
 * Whether an instant is in the birthday's day, week or month, by the clocks of the zone. The week is seven days with the
 * birthday in their middle, over the turn of a year too; the month is the calendar month of birth. Whoever was born on 29
 * February has the birthday on 28 February where the year has no 29th, as everywhere in our calendars: a day that does not
 * exist is the last of its month.
 */
export function isInBirthdayWindow(at: Instant, birthday: Birthday, window: BirthdayWindow, timeZone: string): boolean {
  const today = zoneClock(timeZone).localDay(at);
  const { year, month } = dateOf(today);
  switch (window) {
    case 'day':
      return today === birthdayIn(year, birthday);
    case 'week':
      // A birthday in the first or last days of a year has its week in two years.
      return [year - 1, year, year + 1].some((each) => Math.abs(today - birthdayIn(each, birthday)) <= HALF_WEEK);
    case 'month':
      return month === birthday.month;
    default:
      return window satisfies never;
  }
}

/** The day of a year on which it is. */
export function birthdayIn(year: number, { month, day }: Birthday): EpochDay {
  return epochDayOf({ year, month, day: Math.min(day, daysInMonth(year, month)) });
}
