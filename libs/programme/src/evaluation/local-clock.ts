import { DAY, weekdayOf, type EpochDay, type Weekday } from '../calendar/local-date.js';
import { zoneClock } from '../calendar/zone-clock.js';
import type { Instant } from '../purchase.js';

const MINUTE = 60_000;

/** What a clock on the wall of a zone shows. */
export interface LocalClock {
  readonly day: EpochDay;
  readonly weekday: Weekday;
  readonly minute: number;
}

export function localClock(at: Instant, timeZone: string): LocalClock {
  const local = zoneClock(timeZone).localTime(at);
  const day = Math.floor(local / DAY);
  return { day, weekday: weekdayOf(day), minute: Math.floor((local - day * DAY) / MINUTE) };
}
