import { Temporal } from 'temporal-polyfill';
import type { CalendarPeriod } from '../offer.js';
import type { Instant } from '../purchase.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const REMEMBERED_MAX = 10_000;

/** What a clock on the wall of a zone shows. */
export interface LocalClock {
  /** Days since 1 January 1970, by that clock. */
  readonly day: number;
  /** Monday 0 to Sunday 6. */
  readonly weekday: number;
  readonly minute: number;
}

export function localClock(at: Instant, timeZone: string): LocalClock {
  const local = at + offsetAt(at, timeZone);
  const day = Math.floor(local / DAY);
  // 1 January 1970 was a Thursday.
  return { day, weekday: (((day + 3) % 7) + 7) % 7, minute: Math.floor((local - day * DAY) / MINUTE) };
}

/** The name of the period that a local day lies in: `2026-03-05`, `2026-03-02 week`, `2026-03`, `2026`. */
export function windowOf({ day, weekday }: LocalClock, period: CalendarPeriod): string {
  switch (period) {
    case 'day':
      return dateOf(day);
    case 'week':
      return `${dateOf(day - weekday)} week`;
    case 'month':
      return dateOf(day).slice(0, 7);
    case 'year':
      return dateOf(day).slice(0, 4);
    default:
      return period satisfies never;
  }
}

const dates = new Map<number, string>();

function dateOf(day: number): string {
  let date = dates.get(day);
  if (date === undefined) {
    if (dates.size >= REMEMBERED_MAX) dates.clear();
    dates.set(day, (date = new Date(day * DAY).toISOString().slice(0, 10)));
  }
  return date;
}

const offsets = new Map<string, Map<number, number>>();

/** Asks the calendar once for an hour in which the clock does not change. What is remembered affects cost, never meaning. */
function offsetAt(at: Instant, timeZone: string): number {
  let known = offsets.get(timeZone);
  if (!known) offsets.set(timeZone, (known = new Map()));
  const hour = Math.floor(at / HOUR);
  const remembered = known.get(hour);
  if (remembered !== undefined) return remembered;

  const first = calendarOffset(hour * HOUR, timeZone);
  if (first !== calendarOffset(hour * HOUR + HOUR - 1, timeZone)) return calendarOffset(at, timeZone);
  if (known.size >= REMEMBERED_MAX) known.clear();
  known.set(hour, first);
  return first;
}

function calendarOffset(at: Instant, timeZone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).offsetNanoseconds / 1_000_000;
}
