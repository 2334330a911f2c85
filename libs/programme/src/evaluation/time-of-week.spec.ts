import { describe, expect, it } from '@jest/globals';
import type { TimeOfWeek } from '../offer.js';
import { localClock } from './local-clock.js';
import { isDuring } from './time-of-week.js';

const at = (text: string) => Date.parse(text);
const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
const window = (from: string, until: string, ...days: readonly number[]): TimeOfWeek => ({
  days: new Set(days),
  from: minutes(from),
  until: minutes(until),
});
const isIn = (text: string, time: TimeOfWeek, zone = 'Europe/Berlin') => isDuring(time, localClock(at(text), zone));

describe('A time of the week', () => {
  it('begins with its first minute and ends before its last', () => {
    const happyHour = window('17:00', '19:00', 4);
    expect(isIn('2026-11-27T15:59:59.999Z', happyHour)).toBe(false);
    expect(isIn('2026-11-27T16:00:00Z', happyHour)).toBe(true);
    expect(isIn('2026-11-27T17:59:59.999Z', happyHour)).toBe(true);
    expect(isIn('2026-11-27T18:00:00Z', happyHour)).toBe(false);
    expect(isIn('2026-11-26T16:30:00Z', happyHour)).toBe(false);
  });

  it('over midnight belongs to the day on which it begins', () => {
    const night = window('22:00', '02:00', 4);
    expect(isIn('2026-11-27T21:00:00Z', night)).toBe(true);
    expect(isIn('2026-11-28T00:59:59Z', night)).toBe(true);
    expect(isIn('2026-11-28T01:00:00Z', night)).toBe(false);
    expect(isIn('2026-11-27T00:30:00Z', night)).toBe(false);
    expect(isIn('2026-11-28T21:30:00Z', night)).toBe(false);
  });

  it('from midnight to midnight is the whole day', () => {
    const saturday = window('00:00', '24:00', 5);
    const same = window('00:00', '00:00', 5);
    for (const [instant, expected] of [
      ['2026-11-27T22:59:59Z', false],
      ['2026-11-27T23:00:00Z', true],
      ['2026-11-28T22:59:59Z', true],
      ['2026-11-28T23:00:00Z', false],
    ] as const) {
      expect(isIn(instant, saturday)).toBe(expected);
      expect(isIn(instant, same)).toBe(expected);
    }
  });

  it('never comes where the clocks skip it, and comes twice where they go back', () => {
    const small = window('02:00', '03:00', 6);
    const spring = ['2026-03-29T00:59:59Z', '2026-03-29T01:00:00Z', '2026-03-29T01:59:59Z'];
    expect(spring.map((instant) => isIn(instant, small))).toEqual([false, false, false]);
    const autumn = ['2026-10-24T23:59:59Z', '2026-10-25T00:00:00Z', '2026-10-25T01:59:59Z', '2026-10-25T02:00:00Z'];
    expect(autumn.map((instant) => isIn(instant, small))).toEqual([false, true, true, false]);
  });

  it('is of the zone that is asked for', () => {
    const morning = window('09:00', '10:00', 4);
    expect(isIn('2026-11-27T14:30:00Z', morning, 'America/New_York')).toBe(true);
    expect(isIn('2026-11-27T14:30:00Z', morning)).toBe(false);
  });
});
