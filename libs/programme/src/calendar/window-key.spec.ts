import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rollingDayKeys, rollingDaysSpan, windowKey, windowSpan, type CountedPeriod } from './window-key.js';

const BERLIN = 'Europe/Berlin';
const key = (at: string, period: CountedPeriod, timeZone = BERLIN) => windowKey(Date.parse(at), period, timeZone);
const text = ({ from, until }: { from: number; until: number }) =>
  [from, until].map((at) => new Date(at).toISOString().slice(0, 16));

describe('The period that a counter counts by', () => {
  it('is that of the zone: midnight in Berlin is an hour or two before that of UTC', () => {
    expect(key('2026-03-28T22:59:59Z', 'day')).toBe('2026-03-28');
    expect(key('2026-03-28T23:00:00Z', 'day')).toBe('2026-03-29');
    expect(key('2026-03-29T22:00:00Z', 'day')).toBe('2026-03-30');
    expect(key('2026-12-31T23:00:00Z', 'month')).toBe('2027-01');
    expect(key('2026-12-31T23:00:00Z', 'year')).toBe('2027');
    expect(key('2026-12-31T23:00:00Z', 'year', 'America/New_York')).toBe('2026');
  });

  it('is a week from Monday to Sunday, of the year that has its Thursday', () => {
    expect(key('2026-11-29T22:59:59Z', 'week')).toBe('2026-W48');
    expect(key('2026-11-29T23:00:00Z', 'week')).toBe('2026-W49');
    expect(key('2027-01-01T12:00:00Z', 'week')).toBe('2026-W53');
    expect(key('2024-12-31T12:00:00Z', 'week')).toBe('2025-W01');
    expect(key('2028-02-29T12:00:00Z', 'week')).toBe('2028-W09');
    expect(key('0987-07-01T12:00:00Z', 'week')).toMatch(/^0987-W2[67]$/);
  });

  it('has 23 hours on the day when the clocks go forward, and 25 when they go back', () => {
    const day = (at: string) => text(windowSpan(Date.parse(at), 'day', BERLIN));
    expect(day('2026-03-29T12:00:00Z')).toEqual(['2026-03-28T23:00', '2026-03-29T22:00']);
    expect(day('2026-10-25T12:00:00Z')).toEqual(['2026-10-24T22:00', '2026-10-25T23:00']);
    expect(text(windowSpan(Date.parse('2028-02-29T12:00:00Z'), 'month', BERLIN))).toEqual([
      '2028-01-31T23:00',
      '2028-02-29T23:00',
    ]);
    expect(text(windowSpan(Date.parse('2026-03-29T12:00:00Z'), 'week', BERLIN))).toEqual([
      '2026-03-22T23:00',
      '2026-03-29T22:00',
    ]);
    expect(text(windowSpan(Date.parse('2026-07-01T12:00:00Z'), 'year', BERLIN))).toEqual([
      '2025-12-31T23:00',
      '2026-12-31T23:00',
    ]);
  });

  it('may be the last days, today among them', () => {
    const at = Date.parse('2026-03-30T12:00:00Z');
    expect(rollingDayKeys(at, 3, BERLIN)).toEqual(['2026-03-28', '2026-03-29', '2026-03-30']);
    expect(text(rollingDaysSpan(at, 3, BERLIN))).toEqual(['2026-03-27T23:00', '2026-03-30T22:00']);
    expect(rollingDayKeys(at, 1, BERLIN)).toEqual([windowKey(at, 'day', BERLIN)]);
  });

  it('is shared by the instants of its span and by no others', () => {
    const period = fc.constantFrom<CountedPeriod>('day', 'week', 'month', 'year');
    const zone = fc.constantFrom(BERLIN, 'America/Sao_Paulo', 'Australia/Lord_Howe', 'Pacific/Apia', 'Asia/Kathmandu');
    const instant = fc.integer({ min: Date.parse('2008-01-01'), max: Date.parse('2032-01-01') });
    fc.assert(
      fc.property(period, zone, instant, (each, timeZone, at) => {
        const { from, until } = windowSpan(at, each, timeZone);
        expect(from <= at && at < until).toBe(true);
        const own = windowKey(at, each, timeZone);
        expect([from, until - 1].map((edge) => windowKey(edge, each, timeZone))).toEqual([own, own]);
        expect([from - 1, until].map((edge) => windowKey(edge, each, timeZone))).not.toContain(own);
      }),
      { numRuns: 500 },
    );
  });
});

describe('The window of a counter', () => {
  const windows = (text: string, zone: string) =>
    (['day', 'week', 'month', 'year'] as const).map((period) => windowKey(Date.parse(text), period, zone));

  it('is called by its calendar in the zone, for ever: what the log counts under a name is found under it', () => {
    expect(windows('2026-03-05T22:59:59Z', 'Europe/Berlin')).toEqual(['2026-03-05', '2026-W10', '2026-03', '2026']);
    expect(windows('2026-12-31T23:00:00Z', 'Europe/Berlin')).toEqual(['2027-01-01', '2026-W53', '2027-01', '2027']);
    expect(windows('2026-03-01T15:00:00Z', 'Asia/Tokyo')).toEqual(['2026-03-02', '2026-W10', '2026-03', '2026']);
    expect(windows('1969-12-31T23:59:59Z', 'UTC')).toEqual(['1969-12-31', '1970-W01', '1969-12', '1969']);
  });
});
