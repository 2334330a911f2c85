import { describe, expect, it } from '@jest/globals';
import { parseProgramme } from './parse-programme.js';
import { PROVIDED } from './provided.js';

const DAY = 86_400_000;
const read = (more: string) =>
  parseProgramme(
    `id: shop
name: Shop
currency: EUR
timeZone: Europe/Berlin
wallets: { points: { earn: { points: 1, per: 1.00 } }, stars: {} }
${more}
`,
    PROVIDED,
  );
const built = (more: string) => {
  const parsed = read(more);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.programme;
};
const problems = (more: string) => {
  const parsed = read(more);
  return parsed.ok ? [] : parsed.problems.map(({ pointer, message }) => `${pointer}: ${message}`);
};

describe('Bounds on transfers', () => {
  it.each([
    ['perDay: 5', { perDay: 5n }],
    ['perMonth: 6', { perMonth: 6n }],
    ['least: 7', { least: 7n }],
    ['perDay: 5, perMonth: 5, least: 5', { perDay: 5n, perMonth: 5n, least: 5n }],
  ])('%s', (text, expected) => {
    expect(built(`transfers: { ${text} }`).transfers).toEqual(expected);
  });

  it.each([
    ['perDay: 5, perMonth: 4', '/transfers/perMonth: 5 a day can never be given where 4 a month are all.'],
    ['perDay: 5, least: 6', '/transfers/least: 6 at once can never be given where 5 are all.'],
    ['perMonth: 5, least: 6', '/transfers/least: 6 at once can never be given where 5 are all.'],
  ])('%s is refused', (text, expected) => {
    expect(problems(`transfers: { ${text} }`)).toEqual([expected]);
  });
});

describe('A velocity limit', () => {
  const velocity = (limit: string, more = '') => `velocity: { limits: [{ id: one, ${limit} }]${more} }`;

  it.each([
    [
      'on: redemptions, of: member, within: P1DT1H, times: 3, then: refuse',
      { milliseconds: DAY + 3_600_000, times: 3, points: null, least: null },
    ],
    [
      'on: gifts, of: member, within: P2W1D, points: 50, wallet: stars, then: report',
      { milliseconds: 15 * DAY, times: null, points: { wallet: 'stars', max: 50n }, least: null },
    ],
    [
      'on: purchases, of: till, within: P31D, times: 3, least: 4, wallet: points, then: report',
      { milliseconds: 31 * DAY, times: 3, points: null, least: { wallet: 'points', points: 4n } },
    ],
    [
      'on: returns, of: member, within: PT1H, times: 9, then: report',
      { milliseconds: 3_600_000, times: 9, points: null, least: null },
    ],
    [
      'on: redemptions, of: till, within: PT1H, times: 9, then: review',
      { milliseconds: 3_600_000, times: 9, points: null, least: null },
    ],
    [
      'on: gifts, of: member, within: PT1H, times: 9, then: refuse',
      { milliseconds: 3_600_000, times: 9, points: null, least: null },
    ],
    ['on: gifts, of: member, within: P1D, times: 3, then: review', { times: 3, points: null, then: 'review' }],
    [
      'on: purchases, of: token, within: P7D, members: 3, then: review',
      { times: null, points: null, members: 3, then: 'review' },
    ],
    [
      'on: redemptions, of: member, after: contact_change, within: P3D, then: review',
      { times: 0, points: null, after: 'contact_change' },
    ],
    [
      'on: gifts, of: member, after: contact_change, within: P3D, points: 5, wallet: points, then: refuse',
      { times: null, points: { wallet: 'points', max: 5n }, after: 'contact_change' },
    ],
  ])('%s', (text, expected) => {
    expect(built(velocity(text)).velocity?.limits).toMatchObject([{ id: 'one', ...expected }]);
  });

  it.each([
    ['on: returns, of: member, within: P1D, times: 3, then: refuse', '/then: No limit refuses or holds returns.'],
    ['on: purchases, of: member, within: P1D, times: 3, then: refuse', '/then: No limit refuses purchases.'],
    ['on: gifts, of: till, within: P1D, times: 3, then: refuse', '/of: A gift is given at no till.'],
    ['on: returns, of: token, within: P1D, times: 1, then: report', '/of: Only purchases are made with tokens.'],
    [
      'on: purchases, of: till, within: P1D, members: 1, then: report',
      '/members: Different members are counted on one token.',
    ],
    [
      'on: redemptions, of: till, after: contact_change, within: P1D, then: refuse',
      '/after: Only a member has a contact.',
    ],
    [
      'on: returns, of: member, after: contact_change, within: P1D, then: report',
      '/after: After a change of contact redemptions and gifts are bounded.',
    ],
    [
      'on: redemptions, of: till, within: P1D, then: refuse',
      ': A limit says how many times, how many points, or both.',
    ],
    [
      'on: redemptions, of: till, within: P1D, times: 1, wallet: points, then: refuse',
      '/wallet: A wallet bounds nothing without points.',
    ],
    [
      'on: redemptions, of: till, within: P31DT1S, times: 1, then: refuse',
      '/within: P31DT1S is more than is looked back on.',
    ],
    ['on: redemptions, of: till, within: P1M, times: 1, then: refuse', '/within: P1M is more than is looked back on.'],
    ['on: redemptions, of: till, within: PT0S, times: 1, then: refuse', '/within: PT0S is no time at all.'],
    [
      'on: redemptions, of: till, within: P1D, times: 1, least: 5, then: refuse',
      ': There are several wallets: name the one that it gives to.',
    ],
    [
      'on: redemptions, of: till, within: P1D, points: 5, wallet: star, then: refuse',
      '/wallet: There is no wallet star: did you mean stars?',
    ],
  ])('%s is refused', (text, expected) => {
    expect(problems(velocity(text))).toEqual([`/velocity/limits/0${expected}`]);
  });

  it('of one id alone; a person has a month to decide at most', () => {
    const one = 'id: one, on: gifts, of: member, within: P1D, times: 3, then: refuse';
    expect(problems(`velocity: { limits: [{ ${one} }, { ${one} }], reviewWithin: P40D }`)).toEqual([
      '/velocity/limits/1/id: Another limit is called one.',
      '/velocity/reviewWithin: P40D is more than is looked back on.',
    ]);
  });

  it('may say what becomes of what nobody decides about', () => {
    const one = 'on: redemptions, of: member, within: P1D, times: 3, then: review';
    expect(built(velocity(one)).velocity).not.toHaveProperty('undecided');
    for (const undecided of ['released', 'rejected']) {
      expect(built(velocity(one, `, undecided: ${undecided}`)).velocity).toMatchObject({ undecided });
    }
    expect(problems(velocity(one, ', undecided: forgotten'))).toHaveLength(1);
  });
});
