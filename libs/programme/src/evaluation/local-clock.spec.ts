import { describe, expect, it } from '@jest/globals';
import { localClock, windowOf } from './local-clock.js';

const windows = (text: string, zone: string) =>
  (['day', 'week', 'month', 'year'] as const).map((period) => windowOf(localClock(Date.parse(text), zone), period));

describe('The window of a counter', () => {
  it('is called by its calendar in the zone, for ever: what the log counts under a name is found under it', () => {
    expect(windows('2026-03-05T22:59:59Z', 'Europe/Berlin')).toEqual([
      '2026-03-05',
      '2026-03-02 week',
      '2026-03',
      '2026',
    ]);
    expect(windows('2026-12-31T23:00:00Z', 'Europe/Berlin')).toEqual([
      '2027-01-01',
      '2026-12-28 week',
      '2027-01',
      '2027',
    ]);
    expect(windows('2026-03-01T15:00:00Z', 'Asia/Tokyo')).toEqual(['2026-03-02', '2026-03-02 week', '2026-03', '2026']);
    expect(windows('1969-12-31T23:59:59Z', 'UTC')).toEqual(['1969-12-31', '1969-12-29 week', '1969-12', '1969']);
  });

  it('holds a day of 23 and one of 25 hours as one', () => {
    const days = (texts: readonly string[]) => texts.map((text) => windows(text, 'Europe/Berlin')[0]);
    expect(days(['2026-03-28T23:00:00Z', '2026-03-29T21:59:59Z', '2026-03-29T22:00:00Z'])).toEqual([
      '2026-03-29',
      '2026-03-29',
      '2026-03-30',
    ]);
    expect(days(['2026-10-24T22:00:00Z', '2026-10-25T22:59:59Z', '2026-10-25T23:00:00Z'])).toEqual([
      '2026-10-25',
      '2026-10-25',
      '2026-10-26',
    ]);
  });
});
