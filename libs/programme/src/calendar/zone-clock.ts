import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../purchase.js';
import { DAY, type EpochDay } from './local-date.js';

/** A stretch of time in which the clocks of a zone are not changed. */
interface Stretch {
  readonly from: Instant;
  readonly until: Instant;
  /** What the clock shows is the instant plus this. */
  readonly offset: number;
}

/**
 * The clocks of a zone. A time zone costs a calendar 10 to 30 µs for every question, more than all the rest of an
 * evaluation; between two changes of the clocks it is one addition, so the stretches between them are remembered. What is
 * remembered affects cost, never meaning.
 */
export interface ZoneClock {
  /** What the clocks show, as milliseconds since 1970-01-01T00:00 on those clocks. */
  localTime(at: Instant): number;
  localDay(at: Instant): EpochDay;
  /** The first instant of a day: where the clocks skip midnight, the first that they show. */
  startOfDay(day: EpochDay): Instant;
}

const clocks = new Map<string, ZoneClock>();

export function zoneClock(timeZone: string): ZoneClock {
  let clock = clocks.get(timeZone);
  if (!clock) clocks.set(timeZone, (clock = clockOf(timeZone)));
  return clock;
}

const STRETCHES_MAX = 1000;
/** No zone is farther from UTC than a day, nor ever was. */
const OFFSET_MAX = DAY;

function clockOf(timeZone: string): ZoneClock {
  let known: Stretch[] = [];
  let last: Stretch | undefined;

  const stretchAt = (at: Instant): Stretch => {
    if (last && last.from <= at && at < last.until) return last;
    let found = known.find((stretch) => stretch.from <= at && at < stretch.until);
    if (!found) {
      found = readStretch(at, timeZone);
      if (known.length >= STRETCHES_MAX) known = [];
      known.push(found);
    }
    return (last = found);
  };
  const localTime = (at: Instant) => at + stretchAt(at).offset;

  return {
    localTime,
    localDay: (at) => Math.floor(localTime(at) / DAY),
    startOfDay: (day) => {
      const midnight = day * DAY;
      let stretch = stretchAt(midnight - OFFSET_MAX);
      // The first stretch whose clocks show midnight or later is where the day begins.
      while (stretch.until + stretch.offset <= midnight) stretch = stretchAt(stretch.until);
      return Math.max(stretch.from, midnight - stretch.offset);
    },
  };
}

function readStretch(at: Instant, timeZone: string): Stretch {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  // "Previous" leaves out a change at this very instant, which begins its stretch.
  const changed = zoned.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  const next = zoned.getTimeZoneTransition('next');
  return {
    from: changed ? changed.epochMilliseconds : Number.NEGATIVE_INFINITY,
    until: next ? next.epochMilliseconds : Number.POSITIVE_INFINITY,
    offset: zoned.offsetNanoseconds / 1_000_000,
  };
}
