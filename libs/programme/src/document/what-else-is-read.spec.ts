import { describe, expect, it } from '@jest/globals';
import { parsed } from '../programme.fixture.js';
import { parseProgramme } from './parse-programme.js';
import { PROVIDED } from './provided.js';

const HEAD = `id: shop
name: Shop
currency: EUR
timeZone: Europe/Berlin
`;
const WALLET = 'wallets: { points: { earn: { points: 1, per: 1.00, exclude: { skus: [C] } } } }\n';
const TIERS = (benefits: string) =>
  `tiers: { period: calendar_year, ladder: [{ id: tin, name: { en: Tin, ru: Олово } }, { id: gold, name: { en: Gold, ru: Золото }, needs: { points: 5 }, benefits: { ${benefits} } }] }\n`;
const read = (more: string) => parsed(HEAD + WALLET + more);
const problems = (text: string) => {
  const result = parseProgramme(text, PROVIDED);
  return result.ok ? [] : result.problems.map(({ code, pointer, expected }) => `${code} ${pointer} | ${expected}`);
};
const plain = (texts: { en: string; ru: string } | null | undefined) => [
  texts?.en.replaceAll('\u00a0', ' '),
  texts?.ru.replaceAll('\u00a0', ' '),
];

// Each reads a document of its own: what is read once for all of them would be read before anything is tried.
describe('A programme that is read', () => {
  it('says what it gives in both languages, and what other currencies count as', () => {
    const { baseRules, offers, discounts, segments, actions } = parsed(
      HEAD +
        'otherCurrencies: { CHF: 0.9 }\nwallets: { points: { unit: { en: { one: point, other: points }, ru: { one: балл, few: балла, many: баллов } }, earn: { points: 1, per: 1.00 } } }\n' +
        TIERS('multiply: 1.25') +
        `segments: { vip: { when: history.purchases > 1, text: { en: Regulars, ru: Постоянные } } }
discounts: [{ id: card, percent: 7.5 }]
actions: [{ id: review, on: review, points: 5 }]
`,
    );
    const texts = baseRules[0]?.texts;
    expect([texts?.get('EUR'), texts?.get('CHF')]).toEqual([
      '1 point per 1.00 EUR, rounded down',
      '1 point per 1.00 EUR (1 CHF counts as 0.9 EUR), rounded down',
    ]);
    expect(plain(offers[0]?.texts)).toEqual(['1.25 times the points: Gold', 'в 1,25 раза больше баллов: Золото']);
    expect(plain(discounts[0]?.steps[0]?.texts)).toEqual(['7.5% off', 'скидка 7,5 %']);
    expect(plain(segments.get('vip')?.texts)).toEqual(['Regulars', 'Постоянные']);
    expect(actions[0]?.text).toBe('5 points for review');
  });

  it('has offers that look at what the base rule does, where they narrow nothing, and give on its terms', () => {
    const { offers, wallets } = read(`offers:
  - { id: a, give: { points: 1 } }
  - { id: b, give: { points: 1 }, lines: { when: line.amount > 1.00 } }
  - { id: c, give: { points: 1 }, lines: { include: { skus: [A] } } }
`);
    expect(offers.map(({ lines }) => lines !== null)).toEqual([false, false, true]);
    expect(offers[0]?.terms).toBe(wallets.get('points'));
    expect(offers[2]?.lines?.include?.categories).toMatchObject({ codes: new Set(), isEmpty: true });
  });

  it('has no partners where it names none', () => {
    expect(read('').partners).toEqual([]);
  });

  it('has prices of lines that points may pay for in a currency of three decimals, and conditions as well', () => {
    const dinar = parsed(`id: d
name: D
currency: KWD
timeZone: Asia/Kuwait
wallets: { points: { earn: { points: 1, per: 1.000 } } }
payWithPoints: { wallets: { points: { points: 1, pay: { KWD: 1.125 } } }, lines: { unitPriceAbove: 1.125 } }
offers: [{ id: much, give: { points: 1 }, when: purchase.total > 2.125 }]
segments: { rich: { when: history.spend > 2.125 } }
`);
    expect(dinar.payWithPoints?.lines.unitPriceAbove).toBe(1125n);
    expect(dinar.segments.get('rich')?.when.explain({ history: { spend: 1500n * 10n ** 9n } }).failed).toMatchObject([
      { found: '1.500', needed: 'more than 2.125' },
    ]);
    expect(dinar.offers[0]?.only.when?.explain({ purchase: { total: 1500n * 10n ** 9n } }).failed).toMatchObject([
      { found: '1.500', needed: 'more than 2.125' },
    ]);
  });

  it.each([
    ['actions: [{ id: base, on: a, points: 5 }]', ['repeated_id /actions/0/id | an id of its own']],
    ['offers: [{ id: a, give: { points: 1 }, until: 1965-12-31 }]', []],
    [
      'campaigns: { old: { until: 1965-12-31 } }\noffers: [{ id: a, give: { points: 1 }, from: 1960-01-01, campaign: old }]',
      [],
    ],
    [
      'campaigns: { old: { from: 1960-01-01 } }\noffers: [{ id: a, give: { points: 1 }, until: 1965-12-31, campaign: old }]',
      [],
    ],
    [
      'campaigns: { old: { from: 1966-01-01 } }\noffers: [{ id: a, give: { points: 1 }, until: 1965-12-31, campaign: old }]',
      ['ends_before_it_begins /offers/0/campaign | a campaign that holds when the offer does'],
    ],
    ['offers: [{ id: a, give: { points: 1 }, when: "purchase.currency == \'EUR\'" }]', []],
    [
      `${TIERS('discount: 5')}offers: [{ id: a, give: { points: 1 }, only: { tiers: [platinum] } }]`,
      ['unknown_name /offers/0/only/tiers/0 | one of tin, gold'],
    ],
    [
      `otherCurrencies: { CHF: 0.9, GBP: 1.2 }
${TIERS('discount: 5')}payWithPoints: { wallets: { points: { points: 1, pay: { EUR: 1.00, CHF: 1.00 }, tiers: { gold: { GBP: 1.00 } } } } }`,
      ['unknown_name /payWithPoints/wallets/points/tiers/gold/GBP | one of EUR, CHF'],
    ],
  ])('%s', (more, expected) => {
    expect(problems(`${HEAD}${WALLET}${more}\n`)).toEqual(expected);
  });

  it('is told of a wallet that is not there, and not that it cannot be multiplied', () => {
    const wallets = 'wallets: { stars: {}, points: { earn: { points: 1, per: 1.00 } }, miles: {} }\n';
    expect(problems(HEAD + wallets + TIERS('multiply: 2, wallet: pints'))).toEqual([
      'unknown_name /tiers/ladder/1/benefits/wallet | points',
    ]);
  });
});
