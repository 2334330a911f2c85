import { describe, expect, it } from '@jest/globals';
import { ageGroup } from './age-group.js';
import { parseDate } from './local-date.js';
import { sinceJoined } from './membership.js';

const ZONE = 'Europe/Berlin';
const at = (text: string) => Date.parse(text);

describe('An age group', () => {
  const groupOn = (day: string, born: string) => {
    const date = parseDate(born);
    if (!date) throw new Error(born);
    return ageGroup(at(`${day}T12:00:00Z`), date, ZONE);
  };

  it('changes on the birthday, by the clocks of the zone', () => {
    expect([groupOn('2026-05-16', '2008-05-17'), groupOn('2026-05-17', '2008-05-17')]).toEqual(['under_18', '18_24']);
    expect(ageGroup(at('2026-05-16T22:30:00Z'), { year: 2008, month: 5, day: 17 }, ZONE)).toBe('18_24');
  });

  it.each([
    ['2001-03-01', '25_34'],
    ['1991-03-01', '35_44'],
    ['1981-03-01', '45_54'],
    ['1971-03-01', '55_64'],
    ['1961-03-01', '65_plus'],
    ['1961-03-02', '55_64'],
    ['1900-01-01', '65_plus'],
  ])('of who was born on %s is %s on 1 March 2026', (born, group) => {
    expect(groupOn('2026-03-01', born)).toBe(group);
  });

  it('of who was born on 29 February changes on the 28th where the year has no 29th', () => {
    expect([groupOn('2026-02-27', '2008-02-29'), groupOn('2026-02-28', '2008-02-29')]).toEqual(['under_18', '18_24']);
  });
});

describe('Days and months since joining', () => {
  it.each([
    ['2026-03-31T10:00:00Z', '2026-04-29T10:00:00Z', 29, 0],
    ['2026-03-31T10:00:00Z', '2026-04-30T10:00:00Z', 30, 1],
    ['2026-03-31T21:59:00Z', '2026-03-31T22:01:00Z', 1, 0],
    ['2024-02-29T10:00:00Z', '2026-02-28T10:00:00Z', 730, 24],
    ['2026-03-31T10:00:00Z', '2026-03-01T10:00:00Z', 0, 0],
  ])('from %s to %s are %i and %i', (joined, now, days, months) => {
    expect(sinceJoined(at(now), at(joined), ZONE)).toEqual({ days, months });
  });
});
