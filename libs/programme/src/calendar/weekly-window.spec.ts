import { describe, expect, it } from '@jest/globals';
import { isInWeeklyWindow, parseTimeOfDay, type WeeklyWindow } from './weekly-window.js';

const at = (text: string) => Date.parse(text);
const window = (
  from: string,
  until: string,
  ...days: WeeklyWindow['days'] extends ReadonlySet<infer Day> ? Day[] : never
) => ({
  days: new Set(days),
  from: parseTimeOfDay(from) ?? -1,
  until: parseTimeOfDay(until) ?? -1,
});
const isIn = (text: string, weekly: WeeklyWindow, zone = 'Europe/Berlin') => isInWeeklyWindow(at(text), weekly, zone);

describe('A window of the week', () => {
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

  it('without days is every day, and from midnight to midnight the whole of it', () => {
    expect(isIn('2026-11-25T08:30:00Z', window('09:00', '10:00'))).toBe(true);
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

  it('is written as clocks show it', () => {
    expect(['00:00', '09:30', '23:59', '24:00'].map(parseTimeOfDay)).toEqual([0, 570, 1439, 1440]);
    expect(['24:01', '12:60', '9:00', '25:00', '', '12.30'].map(parseTimeOfDay)).toEqual(Array(6).fill(undefined));
  });
});
