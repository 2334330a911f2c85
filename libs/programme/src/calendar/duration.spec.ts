import { describe, expect, it } from '@jest/globals';
import { lasts, parseDuration } from './duration.js';

describe('A duration', () => {
  it('has calendar days and exact time', () => {
    expect(parseDuration('P1Y2M3W4DT5H6M7S')).toEqual({
      text: 'P1Y2M3W4DT5H6M7S',
      years: 1,
      months: 2,
      weeks: 3,
      days: 4,
      milliseconds: ((5 * 60 + 6) * 60 + 7) * 1000,
    });
    expect(parseDuration('PT10M')).toMatchObject({ months: 0, milliseconds: 600_000 });
    expect(parseDuration('P10M')).toMatchObject({ months: 10, milliseconds: 0 });
  });

  it.each(['', 'P', 'PT', 'P1', '1D', 'P1DT', 'P-1D', 'P1.5D', 'p1d', 'P1H', 'P1D2M', 'P99999Y', '30 days'])(
    'is not %j',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );

  it.each(['P1Y', 'P1M', 'P1W', 'P1D', 'PT1H', 'PT1M', 'PT1S'])('of %s lasts', (text) => {
    expect(parsed(text)).toBe(true);
  });

  it.each(['P0D', 'PT0S', 'P0Y0M'])('of %s is no time at all', (text) => {
    expect(parsed(text)).toBe(false);
  });
});

const parsed = (text: string) => {
  const duration = parseDuration(text);
  return duration && lasts(duration);
};
