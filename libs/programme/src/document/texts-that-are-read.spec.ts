import { describe, expect, it } from '@jest/globals';
import { broughtFor } from '../conditions/index.js';
import { parsed } from '../programme.fixture.js';
import { parsePattern } from '../pattern.js';
import { parseProgramme } from './parse-programme.js';

const PROGRAMME = parsed(`id: shop
name: Shop
currency: EUR
otherCurrencies: { CHF: 0.9 }
timeZone: Europe/Berlin
wallets: { points: { unit: { en: { one: point, other: points }, ru: { one: балл, few: балла, many: баллов } }, earn: { points: 1, per: 1.00 } } }
tiers: { period: calendar_year, ladder: [{ id: tin, name: { en: Tin, ru: Олово } }, { id: gold, name: { en: Gold, ru: Золото }, needs: { points: 5 }, benefits: { multiply: 2 } }] }
segments: { vip: { when: history.purchases > 1, text: { en: Regulars, ru: Постоянные } } }
discounts: [{ id: card, percent: 5 }]
actions: [{ id: review, on: review, points: 5 }]
`);
const plain = (texts: { en: string; ru: string } | null | undefined) => [
  texts?.en.replaceAll('\u00a0', ' '),
  texts?.ru.replaceAll('\u00a0', ' '),
];

describe('The texts of a programme', () => {
  it('say in the main currency what others count as', () => {
    const texts = PROGRAMME.baseRules[0]?.texts;
    expect([texts?.get('EUR'), texts?.get('CHF')]).toEqual([
      '1 point per 1.00 EUR, rounded down',
      '1 point per 1.00 EUR (1 CHF counts as 0.9 EUR), rounded down',
    ]);
  });

  it('are in both languages', () => {
    expect(plain(PROGRAMME.offers.find(({ id }) => id === 'tier-gold')?.texts)).toEqual([
      '2 times the points: Gold',
      'в 2 раза больше баллов: Золото',
    ]);
    expect(plain(PROGRAMME.discounts[0]?.steps[0]?.texts)).toEqual(['5% off', 'скидка 5 %']);
    expect(plain(PROGRAMME.segments.get('vip')?.texts)).toEqual(['Regulars', 'Постоянные']);
    expect(PROGRAMME.actions[0]?.text).toBe('5 points for review');
  });

  it('are no part of what conditions ask for', () => {
    expect([broughtFor('counters.nth.visits'), broughtFor('purchase.total'), broughtFor('history.spend')]).toEqual([
      'counters',
      undefined,
      'member',
    ]);
  });
});

describe('A factor', () => {
  it('that is no more is refused beside whatever else is wrong', () => {
    const result = parseProgramme(`id: shop
name: Shop
currency: EUR
timeZone: Europe/Berlim
wallets: { points: { earn: { points: 1, per: 1.00 } } }
offers: [{ id: a, give: { multiply: 1 } }]
`);
    const problems = result.ok ? [] : result.problems.map(({ code, pointer }) => `${code} ${pointer}`);
    expect(problems).toEqual(['unknown_time_zone /timeZone', 'too_small /offers/0/give/multiply']);
  });
});

describe('A pattern', () => {
  it.each([
    ['a'.repeat(64), false],
    ['a'.repeat(65), true],
    ['/ab/', true],
    ['/ab/gi', true],
    ['/a/', true],
  ])('%s', (text, isRefused) => {
    expect(typeof parsePattern(text) === 'string').toBe(isRefused);
  });
});
