import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatInstant, parseInstant } from './instant.js';

const instants = fc.integer({ min: Date.UTC(1900), max: Date.UTC(9999, 11, 31) });

describe('An instant', () => {
  it.each([
    ['2026-01-05T09:15:00Z', Date.UTC(2026, 0, 5, 9, 15)],
    ['2026-01-05T10:15:00+01:00', Date.UTC(2026, 0, 5, 9, 15)],
    ['2026-01-05T00:15:00.5-05:30', Date.UTC(2026, 0, 5, 5, 45, 0, 500)],
    ['2024-02-29T23:59:59.999999Z', Date.UTC(2024, 1, 29, 23, 59, 59, 999)],
    ['2026-01-05T09:15:00-00:00', Date.UTC(2026, 0, 5, 9, 15)],
  ])('reads %s', (text, ms) => {
    expect(parseInstant(text)).toBe(ms);
  });

  it.each([
    ['2026-01-05T09:15:00', 'has no offset'],
    ['2026-01-05', 'is a day'],
    ['2026-01-05 09:15:00Z', 'has no T'],
    ['2026-01-05T09:15Z', 'has no seconds'],
    ['2026-02-29T09:15:00Z', 'is no day of that year'],
    ['2026-04-31T09:15:00Z', 'is no day of that month'],
    ['2026-13-01T09:15:00Z', 'is no month'],
    ['2026-00-01T09:15:00Z', 'is no month'],
    ['2026-01-00T09:15:00Z', 'is no day'],
    ['2026-01-05T24:00:00Z', 'is no hour'],
    ['2026-01-05T09:60:00Z', 'is no minute'],
    ['2026-01-05T09:15:60Z', 'is no second'],
    ['2026-01-05T09:15:00+14:01', 'is an offset that no place has'],
    ['2026-01-05T09:15:00+01:60', 'is no offset'],
    ['0026-01-05T09:15:00Z', 'is a year typed wrong'],
    ['2026-01-05T09:15:00Z\n', 'has something behind it'],
    ['', 'is empty'],
  ])('refuses %j, which %s', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it('is written in UTC, with milliseconds only where there are some', () => {
    expect(formatInstant(Date.UTC(2026, 0, 5, 9, 15))).toBe('2026-01-05T09:15:00Z');
    expect(formatInstant(Date.UTC(2026, 0, 5, 9, 15, 0, 7))).toBe('2026-01-05T09:15:00.007Z');
  });

  it('is read as it was written', () => {
    fc.assert(fc.property(instants, (ms) => parseInstant(formatInstant(ms)) === ms));
  });

  it('is the same moment in any offset', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: -14 * 60, max: 14 * 60 }), (ms, minutes) => {
        const [day] = formatInstant(ms + minutes * 60_000).split('Z');
        const size = Math.abs(minutes);
        const hours = String(Math.trunc(size / 60)).padStart(2, '0');
        const offset = `${minutes < 0 ? '-' : '+'}${hours}:${String(size % 60).padStart(2, '0')}`;
        return parseInstant(`${day}${offset}`) === ms;
      }),
    );
  });
});
