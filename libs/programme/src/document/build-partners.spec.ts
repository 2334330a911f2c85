import { describe, expect, it } from '@jest/globals';
import { parsed } from '../programme.fixture.js';
import { parseProgramme } from './parse-programme.js';

const shop = (partners: string) => `id: shop
name: Shop
currency: EUR
timeZone: Europe/Berlin
wallets: { points: { earn: { points: 1, per: 1.00 } } }
partners: ${partners}
offers:
  - { id: card, give: { points: 5 }, partner: bank }
`;

describe('The partners of a programme', () => {
  it('are what they pay and are paid for one point, to the digit', () => {
    const { partners } = parsed(
      shop(
        '[{ id: bank, name: The bank, issues: { rate: 0.010 } }, { id: spa, redeems: { rate: "0.0075", currency: USD } }]',
      ),
    );
    expect(partners).toEqual([
      {
        id: 'bank',
        texts: { en: 'The bank', ru: 'The bank' },
        issues: { millionths: 10_000n, currency: 'EUR', expired: 'kept' },
        redeems: null,
      },
      { id: 'spa', texts: null, issues: null, redeems: { millionths: 7_500n, currency: 'USD' } },
    ]);
  });

  it('may be ids alone, as before: they are charged nothing', () => {
    expect(parsed(shop('[bank]')).partners).toEqual([{ id: 'bank', texts: null, issues: null, redeems: null }]);
  });

  it.each([
    ['[bank, { id: bank, redeems: { rate: 1 } }]', '6:24 repeated_id /partners/1/id'],
    ['[bank, { id: spa, redeems: { rate: 0 } }]', '6:46 too_small /partners/1/redeems/rate'],
    ['[{ id: bank, issues: { rate: 0.0000001 } }]', '6:40 too_many_decimals /partners/0/issues/rate'],
    ['[{ id: bank, issues: { rate: 0.01, currency: EUX } }]', '6:56 unknown_currency /partners/0/issues/currency'],
    ['[{ id: bank, issues: { rate: 0.01, expired: lost } }]', '6:55 wrong_value /partners/0/issues/expired'],
    ['[{ id: bank, pays: { rate: 0.01 } }]', '6:24 unknown_field /partners/0/pays'],
    ['[{ id: spa }]', '8:47 unknown_name /offers/0/partner'],
  ])('are refused where %s stands', (partners, problem) => {
    const read = parseProgramme(shop(partners));
    const problems = read.ok ? [] : read.problems;
    expect(problems.map(({ line, column, code, pointer }) => `${line}:${column} ${code} ${pointer}`)).toEqual([
      problem,
    ]);
  });
});
