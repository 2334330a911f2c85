import { describe, expect, it } from '@jest/globals';
import { offersOf } from '../evaluation/offers.fixture.js';
import { parseProgramme } from './parse-programme.js';

const [BERLIN_SUMMER, HOUR] = [2 * 3_600_000, 3_600_000];
const textOf = (give: string) => offersOf([`id: o, give: { ${give} }`]).offers[0]?.text;
const limitsOf = (bounds: string) =>
  offersOf([`id: o, give: { points: 5 }, ${bounds}`]).offers[0]?.limits.map(({ text }) => text);

describe('An offer says what it gives', () => {
  it.each([
    ['points: 1', '1 point for a purchase'],
    ['points: 5', '5 points for a purchase'],
    ['points: 5, spentAtLeast: 50.00', '5 points for a purchase of at least 50.00 EUR'],
    ['points: 5, perUnits: 1', '5 points per unit, rounded down'],
    ['points: 5, perUnits: 2.5, rounding: up', '5 points per 2.5 units, rounded up'],
    ['points: 5, everyNth: 2, within: month', '5 points for every 2nd purchase within month'],
  ])('%s', (give, text) => {
    expect(textOf(give)).toBe(text);
  });

  it('and counts as English does', () => {
    const nth = (count: number) => /every (\w+)/.exec(textOf(`points: 5, everyNth: ${count}, within: year`) ?? '')?.[1];
    expect([2, 3, 4, 10, 11, 12, 13, 14, 20, 21, 22, 23, 24].map(nth)).toEqual([
      '2nd',
      '3rd',
      '4th',
      '10th',
      '11th',
      '12th',
      '13th',
      '14th',
      '20th',
      '21st',
      '22nd',
      '23rd',
      '24th',
    ]);
  });

  it('how often, how much, and how much for all', () => {
    expect(limitsOf('uses: { day: 1, year: 12 }')).toEqual(['once a day', '12 times a year']);
    expect(limitsOf('caps: { week: 100, month: 60 }, budget: 1000')).toEqual([
      '100 a week',
      '60 a month',
      '1000 in all',
    ]);
  });
});

describe('A bound', () => {
  const codes = (caps: string) => {
    const text = `id: shop\nname: Shop\ncurrency: EUR\ntimeZone: Europe/Berlin\nwallets: { points: { earn: { points: 1, per: 1.00, caps: { ${caps} } } } }`;
    const parsed = parseProgramme(text);
    return parsed.ok ? [] : parsed.problems.map(({ code, pointer }) => `${code} ${pointer}`);
  };

  it.each(['week: 100, month: 60', 'week: 100, year: 60', 'day: 60, week: 60'])('may be %s', (caps) => {
    expect(codes(caps)).toEqual([]);
  });

  it.each([
    ['day: 100, month: 60', 'month'],
    ['week: 100, member: 60', 'member'],
    ['month: 100, year: 60', 'year'],
  ])('may not be %s, which can never be reached', (caps, field) => {
    expect(codes(caps)).toEqual([`never_more_than_another /wallets/points/earn/caps/${field}`]);
  });
});

describe('An offer of a campaign', () => {
  const span = (offer: string, campaign: string) => {
    const more = `campaigns: { june: { budget: 1000, ${campaign} } }`;
    const only = offersOf([`id: o, give: { points: 5 }, campaign: june, ${offer}`], { more }).offers[0]?.only;
    const day = (at: number | null | undefined) => at && new Date(at + BERLIN_SUMMER).toISOString().slice(0, 10);
    return [day(only?.from), day(only?.until)];
  };

  it('holds where both do: from the later beginning to before the day after the earlier end', () => {
    expect(span('', 'from: 2026-06-02, until: 2026-06-20')).toEqual(['2026-06-02', '2026-06-21']);
    expect(span('from: 2026-06-05, until: 2026-06-10', '')).toEqual(['2026-06-05', '2026-06-11']);
    expect(span('from: 2026-06-05', 'from: 2026-06-02, until: 2026-06-20')).toEqual(['2026-06-05', '2026-06-21']);
    expect(span('from: 2026-06-01', 'from: 2026-06-02')).toEqual(['2026-06-02', null]);
    expect(span('until: 2026-06-10', 'until: 2026-06-20')).toEqual([null, '2026-06-11']);
    expect(span('until: 2026-06-25', 'until: 2026-06-20')).toEqual([null, '2026-06-21']);
    expect(span('', '')).toEqual([null, null]);
  });

  it('holds all day where a time of the week names no hours', () => {
    const times = (text: string) =>
      offersOf([`id: o, give: { points: 5 }, only: { times: [{ ${text} }] }`]).offers[0]?.only.times?.map(
        ({ days, from, until }) => [days.size, (from * 60_000) / HOUR, (until * 60_000) / HOUR],
      );
    expect(times('days: [sat]')).toEqual([[1, 0, 24]]);
    expect(times('from: "09:00"')).toEqual([[7, 9, 24]]);
    expect(times('until: "12:30"')).toEqual([[7, 0, 12.5]]);
  });
});
