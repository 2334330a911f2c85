import { DAY, weekdayOf, type EpochDay, type Weekday } from '../calendar/local-date.js';
import { zoneClock } from '../calendar/zone-clock.js';
import type { Programme } from '../programme.js';
import type { Instant } from '../purchase.js';

const MINUTE = 60_000;

/** What a clock on the wall of a zone shows. */
export interface LocalClock {
  readonly day: EpochDay;
  readonly weekday: Weekday;
  readonly minute: number;
}

/** The zone of the store where it has one of its own, else of the programme. */
export function zoneOf({ storeZones, timeZone }: Programme, store: string | undefined): string {
  return (store !== undefined && storeZones.get(store)) || timeZone;
}

export function localClock(at: Instant, timeZone: string): LocalClock {
  const local = zoneClock(timeZone).localTime(at);
  const day = Math.floor(local / DAY);
  return { day, weekday: weekdayOf(day), minute: Math.floor((local - day * DAY) / MINUTE) };
}
