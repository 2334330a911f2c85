import { Temporal } from 'temporal-polyfill';
import type { Condition } from '../conditions/index.js';
import type { PurchaseFilter, TimeOfWeek } from '../offer.js';
import type { Instant } from '../purchase.js';
import type { Meaning } from './meaning.js';
import type { DayName, FilterDocument } from './programme-document.js';
import { refuseUnprovided, type Need } from './provided.js';

interface Dates {
  readonly from?: string;
  readonly until?: string;
}

export interface Span {
  readonly from: Instant | null;
  readonly until: Instant | null;
}

/** "Until 31 January" ends on 1 February 00:00 (rule 21). */
export function buildSpan(
  { from, until }: Dates,
  { pointer, timeZone }: { readonly pointer: string; readonly timeZone: string },
  meaning: Meaning,
): Span {
  const first = from === undefined ? null : startOf(from, 0, { pointer: `${pointer}/from`, timeZone }, meaning);
  const end = until === undefined ? null : startOf(until, 1, { pointer: `${pointer}/until`, timeZone }, meaning);
  if (first !== null && end !== null && end <= first) {
    const message = `It would be over before it begins.`;
    const expected = `a date from ${from ?? ''} on`;
    meaning.refuse({
      pointer: `${pointer}/until`,
      code: 'ends_before_it_begins',
      message,
      expected,
      found: until ?? '',
    });
  }
  return { from: first, until: end };
}

function startOf(
  text: string,
  daysAfter: number,
  { pointer, timeZone }: { readonly pointer: string; readonly timeZone: string },
  meaning: Meaning,
): Instant {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  try {
    const date = Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
    return date.add({ days: daysAfter }).toZonedDateTime(timeZone).epochMilliseconds;
  } catch {
    const message = `The calendar has no ${text}.`;
    meaning.refuse({ pointer, code: 'not_a_date', message, expected: 'a date such as 2026-12-31', found: text });
    return 0;
  }
}

/** Both hold: the later beginning, the earlier end. */
export function within(one: Span, other: Span): Span {
  const from = one.from === null || other.from === null ? (one.from ?? other.from) : Math.max(one.from, other.from);
  const until =
    one.until === null || other.until === null ? (one.until ?? other.until) : Math.min(one.until, other.until);
  return { from, until };
}

/** What a filter asks for where it asks for nothing. */
export const ANYTHING: PurchaseFilter = {
  from: null,
  until: null,
  stores: null,
  channels: null,
  times: null,
  tiers: null,
  segments: null,
  birthday: null,
  when: null,
};

/** What a document gives names to. */
export interface Names {
  readonly tiers: readonly string[];
  readonly segments: readonly string[];
}

interface Asked extends Span {
  readonly when: Condition | null;
}

export function buildFilter(
  only: FilterDocument = {},
  asked: Asked,
  { pointer, names }: { readonly pointer: string; readonly names: Names },
  meaning: Meaning,
): PurchaseFilter {
  for (const need of ['tiers', 'segments', 'birthday'] as const satisfies readonly Need[]) {
    const value = only[need];
    if (value !== undefined) {
      refuseUnprovided(meaning, { pointer: `${pointer}/${need}`, found: [value].flat().join(', ') }, need);
    }
  }
  for (const [field, what] of [
    ['tiers', 'tier'],
    ['segments', 'segment'],
  ] as const) {
    only[field]?.forEach((name, index) => meaning.name(`${pointer}/${field}/${index}`, name, names[field], what));
  }
  return {
    ...asked,
    stores: only.stores ? meaning.codes(`${pointer}/stores`, only.stores) : null,
    channels: only.channels ? meaning.codes(`${pointer}/channels`, only.channels) : null,
    times: only.times ? only.times.map(buildTime) : null,
    tiers: only.tiers ? new Set(only.tiers) : null,
    segments: only.segments ? new Set(only.segments) : null,
    birthday: only.birthday ?? null,
  };
}

const DAYS: readonly DayName[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

function buildTime({ days = DAYS, from = '00:00', until = '24:00' }: NonNullable<FilterDocument['times']>[number]) {
  const time: TimeOfWeek = {
    days: new Set(days.map((day) => DAYS.indexOf(day))),
    from: minutes(from),
    until: minutes(until),
  };
  return time;
}

function minutes(text: string): number {
  const [hours = 0, rest = 0] = text.split(':').map(Number);
  return hours * 60 + rest;
}
