import { describe, expect, it } from '@jest/globals';
import { validSpan } from './validity.js';

const day = (year: number, month: number, day: number) => ({ year, month, day });

describe('Days on which something is valid', () => {
  it('are whole: until 31 January ends on 1 February 00:00 in the zone', () => {
    const { from, until } = validSpan({ from: day(2026, 1, 1), until: day(2026, 1, 31) }, 'Europe/Berlin');
    expect([from, until].map((at) => new Date(at).toISOString())).toEqual([
      '2025-12-31T23:00:00.000Z',
      '2026-01-31T23:00:00.000Z',
    ]);
  });

  it('may be one, and may be that of a clock change', () => {
    const { from, until } = validSpan({ from: day(2026, 10, 25), until: day(2026, 10, 25) }, 'Europe/Berlin');
    expect(until - from).toBe(25 * 3_600_000);
  });

  it('are open where nothing is said', () => {
    expect(validSpan({}, 'UTC')).toEqual({ from: -Infinity, until: Infinity });
    expect(validSpan({ until: day(2028, 2, 29) }, 'UTC').until).toBe(Date.parse('2028-03-01'));
  });
});
