import { describe, expect, it } from '@jest/globals';
import { evaluate } from '../evaluation/evaluate.js';
import { NO_STANDING, type Standing } from '../evaluation/standing.js';
import { whyNot } from '../evaluation/why-not.js';
import type { Purchase } from '../purchase.js';
import { parsed } from '../programme.fixture.js';
import { plain } from './every-offer.fixture.js';
import { sayEarned } from './say-earned.js';
import { sayNotEarned } from './say-not-earned.js';
import { teaShop } from './tea-shop.fixture.js';

const PROGRAMME = teaShop(`
tiers:
  period: calendar_year
  ladder:
    - { id: silver, name: { en: Silver, ru: Серебро } }
    - { id: gold, name: { en: Gold, ru: Золото }, needs: { points: 100 } }
offers:
  - { id: golden, give: { points: 5 }, only: { tiers: [gold] } }
  - { id: web, give: { points: 5 }, only: { channels: [web, app] } }
  - { id: mugs, give: { points: 2, perUnits: 1 }, caps: { purchase: 3 } }
  - { id: fifth, give: { points: 9, everyNth: 5, within: P6M } }
  - { id: pair, give: { points: 30, everyNth: 2, within: P14D } }
  - { id: over, give: { points: 9 }, until: 2026-01-31 }
  - { id: better, give: { points: 9 }, group: one }
  - { id: lesser, give: { points: 4 }, group: one }
  - { id: named, give: { points: 1 }, text: { en: for our friends, ru: нашим друзьям } }
  - { id: much, give: { points: 1 }, when: 'purchase.total > 100.00' }
`);

const PURCHASE: Purchase = {
  occurredAt: Date.parse('2026-03-05T09:15:00Z'),
  currency: 'EUR',
  taxIncluded: true,
  lines: [
    {
      id: '1',
      sku: 'MUG',
      quantity: 2_000_000n,
      amount: 2550n,
      discount: 0n,
      tax: 0n,
      kind: 'goods',
      categories: [],
    },
  ],
  payments: [],
};
const STANDING: Standing = {
  ...NO_STANDING,
  tier: 'silver',
  counters: { given: new Map(), visits: new Map([['pair', [{ purchase: 'pur_1', at: PURCHASE.occurredAt - 1 }]]]) },
};

const { explanation } = evaluate(PROGRAMME, 1, PURCHASE, STANDING);
const earned = (language: 'en' | 'ru') =>
  Object.fromEntries(
    explanation.map((part) => [part.offer, plain(sayEarned(PROGRAMME, part, { currency: 'EUR', language }))]),
  );
const notEarned = (language: 'en' | 'ru') =>
  Object.fromEntries(
    whyNot(PROGRAMME, PURCHASE, explanation, STANDING).map((each) => [
      each.offer,
      plain(sayNotEarned({ programme: PROGRAMME, purchase: PURCHASE, standing: STANDING }, each, language)),
    ]),
  );

describe('What a purchase earned is said', () => {
  it('in English, as its offers give it', () => {
    expect(earned('en')).toEqual({
      base: '25 points: 1 point for every €1.00, rounded down; counted on €25.50.',
      mugs: '3 points: 2 points for every 1 item; counted on €25.50. Over the limit: 1 point (at most 3 points for one purchase).',
      pair: '30 points: 30 points for every 2nd purchase within 14 days; counted on €25.50; with 1 purchase before it.',
      better: '9 points: 9 points for a purchase; counted on €25.50.',
      named: '1 point: for our friends; counted on €25.50.',
    });
  });

  it('in Russian, and a text of the document in its own words', () => {
    expect(earned('ru')).toEqual({
      base: '25 баллов: 1 балл за каждые 1,00 €, с округлением вниз; с суммы 25,50 €.',
      mugs: '3 балла: 2 балла за 1 единицу; с суммы 25,50 €. Сверх предела: 1 балл (не более 3 баллов за одну покупку).',
      pair: '30 баллов: 30 баллов за каждую 2-ю покупку за 14 дней; с суммы 25,50 €; вместе с ранее сделанными: 1 покупка.',
      better: '9 баллов: 9 баллов за покупку; с суммы 25,50 €.',
      named: '1 балл: нашим друзьям; с суммы 25,50 €.',
    });
  });

  it('of an action and of a referral, too', () => {
    const programme = parsed(`id: a
name: A
currency: EUR
timeZone: UTC
wallets: { points: { earn: { points: 1, per: 1.00 } } }
actions:
  - { id: word, on: review, points: 5, uses: { day: 1 } }
  - { id: own, on: survey, points: 5, text: { en: Our survey, ru: Наш опрос } }
referral: { inviter: { points: 5 } }
`);
    const say = (offer: string, language: 'en' | 'ru') =>
      plain(sayEarned(programme, { offer, wallet: 'points', points: 5n, text: '' }, { currency: 'EUR', language }));
    expect([say('word', 'en'), say('word', 'ru')]).toEqual([
      '5 points: 5 points for “review”.',
      '5 points: 5 points за действие «review».',
    ]);
    expect([say('own', 'en'), say('own', 'ru')]).toEqual(['5 points: Our survey.', '5 points: Наш опрос.']);
    expect(say('referral-inviter', 'ru')).toBe('5 points: 5 points за первую покупку друга.');
  });

  it('as the log says it, where the version does not have the offer', () => {
    const gone = { offer: 'gone', wallet: 'points', points: 3n, text: '3 points for a song' };
    expect(sayEarned(PROGRAMME, gone, { currency: 'EUR', language: 'ru' })).toBe('3 points for a song');
  });
});

describe('What a purchase did not earn is said', () => {
  it('in English', () => {
    expect(notEarned('en')).toEqual({
      golden: 'Tier: “Gold” needed, “Silver” found.',
      web: 'Channel: “web” or “app” needed, nothing found.',
      fifth: 'Purchases that count: 5 purchases needed, 1 purchase found.',
      over: 'Time of the offer: until 31 January 2026 needed, 5 March 2026, 10:15 found.',
      lesser: 'Best offer of the group: more than “better” gives needed, no more than that found.',
      much: 'Condition: more than 100.00 needed, 25.50 found.',
    });
  });

  it('in Russian', () => {
    expect(notEarned('ru')).toEqual({
      golden: 'Уровень — требуется: «Золото»; найдено: «Серебро».',
      web: 'Канал продаж — требуется: «web» или «app»; найдено: ничего.',
      fifth: 'Учтённые покупки — требуется: 5 покупок; найдено: 1 покупка.',
      over: 'Срок действия — требуется: до 31 января 2026 г. включительно; найдено: 5 марта 2026 г., 10:15.',
      lesser: 'Лучшее предложение группы — требуется: больше, чем даёт «better»; найдено: не больше.',
      much: 'Условие — требуется: больше 100.00; найдено: 25.50.',
    });
  });
});
