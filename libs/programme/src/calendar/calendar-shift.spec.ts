import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { calendarShift, shiftOnce, type Period, type ShiftRule } from './calendar-shift.js';
import { parseDuration } from './duration.js';

const after = (text: string) => {
  const duration = parseDuration(text);
  if (!duration) throw new Error(text);
  return { after: duration };
};

function shifted(at: string, rule: ShiftRule, timeZone = 'Europe/Berlin'): string {
  const instant = Date.parse(at);
  const remembering = calendarShift(rule, timeZone);
  expect(remembering(instant)).toBe(shiftOnce(instant, rule, timeZone));
  expect(remembering(instant)).toBe(shiftOnce(instant, rule, timeZone));
  return new Date(remembering(instant)).toISOString().replace('.000Z', 'Z');
}

describe('An instant moved by the calendar', () => {
  it('ends a month where the next begins: until 31 January ends on 1 February 00:00', () => {
    expect(shifted('2026-01-05T09:15:00Z', { endOf: 'month' })).toBe('2026-01-31T23:00:00Z');
    expect(shifted('2026-01-31T22:59:59Z', { endOf: 'month' })).toBe('2026-01-31T23:00:00Z');
    expect(shifted('2026-01-31T23:00:00Z', { endOf: 'month' })).toBe('2026-02-28T23:00:00Z');
  });

  it('ends a year and a day by the clocks of the zone, in summer too', () => {
    expect(shifted('2026-07-01T12:00:00Z', { endOf: 'year' })).toBe('2026-12-31T23:00:00Z');
    expect(shifted('2026-07-01T12:00:00Z', { endOf: 'day' })).toBe('2026-07-01T22:00:00Z');
    expect(shifted('2026-07-01T12:00:00Z', { endOf: 'year' }, 'America/New_York')).toBe('2027-01-01T05:00:00Z');
  });

  it('reaches the end of the period that a duration leads to', () => {
    expect(shifted('2026-01-05T09:15:00Z', { ...after('P1Y'), endOf: 'year' })).toBe('2027-12-31T23:00:00Z');
    expect(shifted('2026-01-31T09:00:00Z', { ...after('P1M'), endOf: 'month' })).toBe('2026-02-28T23:00:00Z');
    expect(shifted('2026-01-31T22:30:00Z', { ...after('PT1H'), endOf: 'month' })).toBe('2026-02-28T23:00:00Z');
  });

  it('keeps the time on the clock across a change of the clocks', () => {
    expect(shifted('2026-03-28T09:15:00Z', after('P1D'))).toBe('2026-03-29T08:15:00Z');
    expect(shifted('2026-03-28T09:15:00Z', after('PT24H'))).toBe('2026-03-29T09:15:00Z');
    expect(shifted('2026-10-24T22:30:00Z', after('P1DT2H'))).toBe('2026-10-26T01:30:00Z');
    expect(shifted('2026-01-05T09:15:00Z', after('P6M'))).toBe('2026-07-05T08:15:00Z');
  });

  it('keeps it on the very day of the change', () => {
    expect(shifted('2026-03-29T08:15:00Z', after('P1D'))).toBe('2026-03-30T08:15:00Z');
    expect(shifted('2026-10-25T09:15:00Z', after('P1D'))).toBe('2026-10-26T09:15:00Z');
  });

  it('belongs to the day that begins with it, whatever was asked before', () => {
    const endOfDay = calendarShift({ endOf: 'day' }, 'Europe/Berlin');
    const ends = (at: string) => new Date(endOfDay(Date.parse(at))).toISOString();
    expect(ends('2026-07-01T20:00:00Z')).toBe('2026-07-01T22:00:00.000Z');
    expect(ends('2026-07-01T22:00:00Z')).toBe('2026-07-02T22:00:00.000Z');
    const backwards = calendarShift({ endOf: 'day' }, 'Europe/Berlin');
    expect(['2026-07-01T23:00:00Z', '2026-07-01T20:00:00Z'].map((at) => backwards(Date.parse(at)))).toEqual(
      ['2026-07-02T22:00:00Z', '2026-07-01T22:00:00Z'].map((at) => Date.parse(at)),
    );
  });

  it('moves a time that the clocks skip on by what they skip', () => {
    expect(shifted('2026-03-28T01:30:00Z', after('P1D'))).toBe('2026-03-29T01:30:00Z');
  });

  it('stays in the month where its day does not exist', () => {
    expect(shifted('2026-01-31T12:00:00Z', after('P1M'))).toBe('2026-02-28T12:00:00Z');
    expect(shifted('2024-02-29T12:00:00Z', after('P1Y'))).toBe('2025-02-28T12:00:00Z');
  });

  it('is the same whether local days are remembered or not', () => {
    const zones = [
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'America/Sao_Paulo',
      'UTC',
    ];
    const durations = ['P0D', 'P1D', 'P14D', 'P1M', 'P1Y', 'P1DT3H', 'PT36H'];
    const instant = fc.integer({ min: Date.parse('2015-01-01'), max: Date.parse('2027-01-01') });
    const near = fc.array(fc.integer({ min: -100_000_000, max: 100_000_000 }), { minLength: 1, maxLength: 8 });
    const period = fc.constantFrom<Period | undefined>(undefined, 'day', 'month', 'year');
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.constantFrom(...durations),
        period,
        instant,
        near,
        (zone, duration, endOf, at, offsets) => {
          const rule = { ...after(duration), ...(endOf && { endOf }) };
          const remembering = calendarShift(rule, zone);
          for (const offset of offsets) expect(remembering(at + offset)).toBe(shiftOnce(at + offset, rule, zone));
        },
      ),
      { numRuns: 300 },
    );
  });
});
