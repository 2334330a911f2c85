import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { DAY, dateOf, formatDate } from './local-date.js';
import { zoneClock } from './zone-clock.js';

const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'America/Havana',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Africa/Casablanca',
  'Europe/Moscow',
  'UTC',
];

const shown = (at: string, timeZone: string) => {
  const local = zoneClock(timeZone).localTime(Date.parse(at));
  return new Date(local).toISOString().slice(0, 19);
};

describe('The clocks of a zone', () => {
  it('are changed at an instant, which belongs to what follows', () => {
    expect(shown('2026-03-29T00:59:59.999Z', 'Europe/Berlin')).toBe('2026-03-29T01:59:59');
    expect(shown('2026-03-29T01:00:00Z', 'Europe/Berlin')).toBe('2026-03-29T03:00:00');
    expect(shown('2026-10-25T00:59:59.999Z', 'Europe/Berlin')).toBe('2026-10-25T02:59:59');
    expect(shown('2026-10-25T01:00:00Z', 'Europe/Berlin')).toBe('2026-10-25T02:00:00');
  });

  it('begin a day at their first instant of it', () => {
    const startOf = (day: string, timeZone: string) =>
      new Date(zoneClock(timeZone).startOfDay(Date.parse(day) / DAY)).toISOString().slice(0, 16);
    expect(startOf('2026-03-29', 'Europe/Berlin')).toBe('2026-03-28T23:00');
    expect(startOf('2026-03-30', 'Europe/Berlin')).toBe('2026-03-29T22:00');
    // Midnight is skipped in Brazil, comes twice in Cuba, and Samoa had no 30 December 2011.
    expect(startOf('2018-11-04', 'America/Sao_Paulo')).toBe('2018-11-04T03:00');
    expect(startOf('2026-11-01', 'America/Havana')).toBe('2026-11-01T04:00');
    expect(startOf('2011-12-30', 'Pacific/Apia')).toBe('2011-12-30T10:00');
    expect(startOf('2011-12-31', 'Pacific/Apia')).toBe('2011-12-30T10:00');
  });

  it('show what the calendar says, wherever one looks, in any order', () => {
    const instants = fc.array(fc.integer({ min: Date.parse('1975-01-01'), max: Date.parse('2040-01-01') }), {
      minLength: 1,
      maxLength: 10,
    });
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instants, (timeZone, ats) => {
        const clock = zoneClock(timeZone);
        for (const at of ats) {
          const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
          expect(formatDate(dateOf(clock.localDay(at)))).toBe(zoned.toPlainDate().toString());
          expect(clock.localTime(at)).toBe(at + zoned.offsetNanoseconds / 1e6);
          expect(clock.startOfDay(clock.localDay(at))).toBe(zoned.startOfDay().epochMilliseconds);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('show it around every change of the clocks, to the millisecond', () => {
    for (const timeZone of ZONES) {
      const clock = zoneClock(timeZone);
      let zoned = Temporal.Instant.fromEpochMilliseconds(Date.parse('2010-01-01')).toZonedDateTimeISO(timeZone);
      for (let changes = 0; changes < 20; changes++) {
        const next = zoned.getTimeZoneTransition('next');
        if (!next) break;
        for (const off of [-DAY, -1, 0, 1, DAY]) {
          const at = next.epochMilliseconds + off;
          const then = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
          expect(clock.localTime(at) - at).toBe(then.offsetNanoseconds / 1e6);
          expect(clock.startOfDay(clock.localDay(at))).toBe(then.startOfDay().epochMilliseconds);
        }
        zoned = next;
      }
    }
  });
});
