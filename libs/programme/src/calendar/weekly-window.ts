import type { Instant } from '../purchase.js';
import { DAY, weekdayOf, type Weekday } from './local-date.js';
import { zoneClock } from './zone-clock.js';

/**
 * Hours of some days of the week, as the clocks on the wall show them: from `from` until, and without, `until`. Where
 * `until` is not after `from` the window runs over midnight, and belongs to the day on which it begins: Friday 22:00 to
 * 02:00 ends on Saturday. 00:00 to 00:00 is the whole day.
 *
 * By the wall: on the day on which an hour comes twice it counts twice, and an hour that the clocks skip never comes.
 */
export interface WeeklyWindow {
  /** None is every day. */
  readonly days: ReadonlySet<Weekday>;
  /** Minutes since midnight, 0 to 1439. */
  readonly from: number;
  /** Minutes since midnight, 0 to 1440. */
  readonly until: number;
}

const MINUTE = 60_000;

export function isInWeeklyWindow(at: Instant, { days, from, until }: WeeklyWindow, timeZone: string): boolean {
  const local = zoneClock(timeZone).localTime(at);
  const day = Math.floor(local / DAY);
  const time = local - day * DAY;
  const isOn = (epochDay: number) => days.size === 0 || days.has(weekdayOf(epochDay));
  if (from < until) return isOn(day) && from * MINUTE <= time && time < until * MINUTE;
  return (isOn(day) && from * MINUTE <= time) || (isOn(day - 1) && time < until * MINUTE);
}

/** `18:30` as minutes since midnight; `24:00` is the end of a day. Undefined for what no clock shows. */
export function parseTimeOfDay(text: string): number | undefined {
  const match = /^([0-9]{2}):([0-9]{2})$/.exec(text);
  if (!match) return undefined;
  const [hours, minutes] = [Number(match[1]), Number(match[2])];
  const total = hours * 60 + minutes;
  return minutes < 60 && total <= 24 * 60 ? total : undefined;
}
