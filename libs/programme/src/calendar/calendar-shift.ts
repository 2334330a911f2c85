import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../purchase.js';
import type { Duration } from './duration.js';

export type Period = 'day' | 'month' | 'year';

/** How far an instant is moved: by a duration, then to the end of the period that it lands in. */
export interface ShiftRule {
  readonly after?: Duration;
  readonly endOf?: Period;
}

const DAY = 86_400_000;
const SEGMENTS_MAX = 4096;

/**
 * Within one local day the calendar is a straight line: either every instant goes to one end of period, or all move by
 * one distance. `until` is where that day ends.
 */
interface Segment {
  readonly from: Instant;
  readonly until: Instant;
  readonly target: Instant;
  readonly slope: 0 | 1;
}

/**
 * Moves instants by the calendar of a zone, clock changes included. Remembers local days, since a calendar costs more
 * than all the rest of an evaluation: what is remembered affects cost, never meaning.
 */
export function calendarShift(rule: ShiftRule, timeZone: string): (at: Instant) => Instant {
  const time = rule.after?.milliseconds ?? 0;
  if (!rule.endOf && !hasDays(rule.after)) return (at) => at + time;

  const segments = new Map<number, Segment[]>();
  return (at) => {
    const day = Math.floor(at / DAY);
    const known = segments.get(day)?.find((segment) => segment.from <= at && at < segment.until);
    if (known) return known.target + known.slope * (at - known.from);

    const segment = segmentAt(at, rule, timeZone);
    if (!segment) return shiftOnce(at, rule, timeZone);
    if (segments.size >= SEGMENTS_MAX) segments.clear();
    segments.set(day, [...(segments.get(day) ?? []), segment]);
    return segment.target + segment.slope * (at - segment.from);
  };
}

/** The rule itself, with nothing remembered. An instant belongs to what follows: a period ends where the next begins. */
export function shiftOnce(at: Instant, rule: ShiftRule, timeZone: string): Instant {
  const moved = addDays(zoned(at, timeZone), rule.after);
  const time = rule.after?.milliseconds ?? 0;
  const landed = time === 0 ? moved : moved.add({ milliseconds: time });
  return (rule.endOf ? endOf(landed, rule.endOf) : landed).epochMilliseconds;
}

/** Undefined on the days around a clock change, where nothing is a straight line. */
function segmentAt(at: Instant, rule: ShiftRule, timeZone: string): Segment | undefined {
  const start = zoned(at, timeZone).startOfDay();
  const from = start.epochMilliseconds;
  const until = start.add({ days: 1 }).startOfDay().epochMilliseconds;
  const time = rule.after?.milliseconds ?? 0;
  if (rule.endOf) return time === 0 ? { from, until, target: shiftOnce(from, rule, timeZone), slope: 0 } : undefined;

  const landed = addDays(start, rule.after);
  if (until - from !== DAY || landed.hoursInDay !== 24) return undefined;
  return { from, until, target: landed.epochMilliseconds + time, slope: 1 };
}

function endOf(at: Temporal.ZonedDateTime, period: Period): Temporal.ZonedDateTime {
  switch (period) {
    case 'day':
      return at.startOfDay().add({ days: 1 }).startOfDay();
    case 'month':
      return at.with({ day: 1 }).add({ months: 1 }).startOfDay();
    case 'year':
      return at.with({ month: 1, day: 1 }).add({ years: 1 }).startOfDay();
    default:
      return period satisfies never;
  }
}

function zoned(at: Instant, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
}

function addDays(at: Temporal.ZonedDateTime, duration: Duration | undefined): Temporal.ZonedDateTime {
  if (!duration || !hasDays(duration)) return at;
  const { years, months, weeks, days } = duration;
  return at.add({ years, months, weeks, days });
}

function hasDays(duration: Duration | undefined): boolean {
  return !!duration && (duration.years | duration.months | duration.weeks | duration.days) !== 0;
}
