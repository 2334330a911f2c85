import { describe, expect, it } from '@jest/globals';
import { isBirthday, isStillToCome } from './birthday.js';

describe('A birthday', () => {
  it.each(['1990-05-17', '2000-02-29', '1900-01-01'])('%s is one', (day) => expect(isBirthday(day)).toBe(true));

  it.each([
    '1990-02-30',
    '1900-02-29',
    '1899-12-31',
    '1990-13-01',
    '1990-00-10',
    '90-05-17',
    '17.05.1990',
    '1990-05-17T00:00:00Z',
    '',
  ])('%j is none', (day) => expect(isBirthday(day)).toBe(false));

  it('has come where the day has begun somewhere on earth', () => {
    const noonInLondon = Date.UTC(2026, 0, 5, 12);
    expect(isStillToCome('2026-01-06', noonInLondon)).toBe(false);
    expect(isStillToCome('2026-01-07', noonInLondon)).toBe(true);
  });
});
