import { describe, expect, it } from '@jest/globals';
import { localMoment } from './local-moment.js';

const instant = (text: string, timeZone = 'Europe/Berlin') => {
  const at = localMoment(text, timeZone);
  return at === undefined ? undefined : new Date(at).toISOString().replace('.000Z', 'Z');
};

describe('A moment on the clocks of a zone', () => {
  it.each([
    ['2026-05-01', '2026-05-01T10:00:00Z'],
    ['2026-01-05', '2026-01-05T11:00:00Z'],
    ['2026-05-01T18:30', '2026-05-01T16:30:00Z'],
    ['2026-05-01T00:00', '2026-04-30T22:00:00Z'],
    ['2026-12-31T23:59:59.999', '2026-12-31T22:59:59.999Z'],
    // Twice: the first. Never: an hour later.
    ['2026-10-25T02:30', '2026-10-25T00:30:00Z'],
    ['2026-10-25T03:00', '2026-10-25T02:00:00Z'],
    ['2026-03-29T02:30', '2026-03-29T01:30:00Z'],
    ['2026-03-29T03:00', '2026-03-29T01:00:00Z'],
    ['2026-03-29T01:59', '2026-03-29T00:59:00Z'],
  ])('%s is %s', (text, expected) => {
    expect(instant(text)).toBe(expected);
  });

  it('is of any zone, west of UTC too', () => {
    expect(instant('2026-11-01T01:30', 'America/New_York')).toBe('2026-11-01T05:30:00Z');
    expect(instant('2026-03-08T02:30', 'America/New_York')).toBe('2026-03-08T07:30:00Z');
    expect(instant('2026-07-01', 'Asia/Kathmandu')).toBe('2026-07-01T06:15:00Z');
  });

  it.each(['2026-02-29', '2026-05-01T24:00', '2026-05-01T12:60', '2026-05-01T12:00:60', '2026-13-01'])(
    '%s does not exist',
    (text) => {
      expect(instant(text)).toBeUndefined();
    },
  );
});
