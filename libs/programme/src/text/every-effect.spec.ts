import { describe, expect, it } from '@jest/globals';
import { evaluate } from '../evaluation/evaluate.js';
import { NO_STANDING } from '../evaluation/standing.js';
import { parsed } from '../programme.fixture.js';
import type { Programme } from '../programme.js';
import { ALL, counters, plain, purchase } from './every-offer.fixture.js';
import { sayEarned, type Explained } from './say-earned.js';
import { LANGUAGES } from './texts.js';

describe('Every effect that gave points', () => {
  const say = (programme: Programme, currency: string, explanation: readonly Explained[]) =>
    explanation.map((part) => LANGUAGES.map((language) => plain(sayEarned(programme, part, { currency, language }))));

  it('is said', () => {
    const { explanation } = evaluate(ALL, 1, purchase(), { ...NO_STANDING, counters });
    expect(say(ALL, 'EUR', explanation)).toEqual([
      [
        '25 points: 1 point for every €1.00, rounded down; counted on €25.50.',
        '25 баллов: 1 балл за каждые 1,00 €, с округлением вниз; с суммы 25,50 €.',
      ],
      [
        '51 stars: 2 stars for every €1.00, rounded down; counted on €25.50.',
        '51 звезда: 2 звезды за каждые 1,00 €, с округлением вниз; с суммы 25,50 €.',
      ],
      ['51 stars: 2 times the stars; counted on €25.50.', '51 звезда: в 2 раза больше звёзд; с суммы 25,50 €.'],
      [
        '5 points: 5 points for every 2nd purchase within 7 days; counted on €25.50; with 1 purchase before it.',
        '5 баллов: 5 баллов за каждую 2-ю покупку за 7 дней; с суммы 25,50 €; вместе с ранее сделанными: 1 покупка.',
      ],
      ['5 points: 5 points for a purchase; counted on €25.50.', '5 баллов: 5 баллов за покупку; с суммы 25,50 €.'],
      [
        '5 points: 3 points for every €2.00, rounded up; counted on €25.50. Over the limit: 34 points (at most 40 points a day).',
        '5 баллов: 3 балла за каждые 2,00 €, с округлением вверх; с суммы 25,50 €. Сверх предела: 34 балла (не более 40 баллов в день).',
      ],
      [
        '0 points: 6 points for a purchase of €20.00 or more; counted on €25.50. Over the limit: 6 points (at most 40 points a day).',
        '0 баллов: 6 баллов за покупку от 20,00 €; с суммы 25,50 €. Сверх предела: 6 баллов (не более 40 баллов в день).',
      ],
      [
        '1 star: 1 star for every 2nd purchase of a month; counted on €25.50; with 1 purchase before it.',
        '1 звезда: 1 звезда за каждую 2-ю покупку за месяц; с суммы 25,50 €; вместе с ранее сделанными: 1 покупка.',
      ],
      [
        '1 star: 1 star for every 2nd purchase within 14 months; counted on €25.50; with 1 purchase before it.',
        '1 звезда: 1 звезда за каждую 2-ю покупку за 14 месяцев; с суммы 25,50 €; вместе с ранее сделанными: 1 покупка.',
      ],
      [
        '1 star: 1 star for every 2nd purchase within 14 days; counted on €25.50; with 1 purchase before it.',
        '1 звезда: 1 звезда за каждую 2-ю покупку за 14 дней; с суммы 25,50 €; вместе с ранее сделанными: 1 покупка.',
      ],
      [
        '1 star: 1 star for every 2nd purchase within 31 days; counted on €25.50; with 1 purchase before it.',
        '1 звезда: 1 звезда за каждую 2-ю покупку за 31 день; с суммы 25,50 €; вместе с ранее сделанными: 1 покупка.',
      ],
    ]);
  });

  it('is said with the bound of the wallet that trimmed it', () => {
    const dear = purchase().lines.map((line) => ({ ...line, amount: 10_000n }));
    const { explanation } = evaluate(ALL, 1, { ...purchase(), lines: dear });
    expect(say(ALL, 'EUR', explanation.slice(0, 1))).toEqual([
      [
        '40 points: 1 point for every €1.00, rounded down; counted on €100.00. Over the limit: 60 points (at most 40 points a day).',
        '40 баллов: 1 балл за каждые 1,00 €, с округлением вниз; с суммы 100,00 €. Сверх предела: 60 баллов (не более 40 баллов в день).',
      ],
    ]);
  });

  it('counts no purchases before it where there are none', () => {
    const part = { offer: 'second', wallet: 'points', points: 5n, text: '', qualifiedBy: [] };
    expect(say(ALL, 'EUR', [part])).toEqual([
      [
        '5 points: 5 points for every 2nd purchase within 7 days.',
        '5 баллов: 5 баллов за каждую 2-ю покупку за 7 дней.',
      ],
    ]);
  });

  it('is said in a currency without decimals', () => {
    const yen = parsed(`
id: yen
name: Yen
currency: JPY
timeZone: Asia/Tokyo
wallets: { points: { earn: { points: 1, per: 100 } } }
`);
    const part = { offer: 'base', wallet: 'points', points: 5n, basis: '500', text: '' };
    expect(say(yen, 'JPY', [part])).toEqual([
      [
        '5 points: 1 points for every 100 JPY, rounded down; counted on 500 JPY.',
        '5 points: 1 points за каждые 100 JPY, с округлением вниз; с суммы 500 JPY.',
      ],
    ]);
  });

  it('is said in a currency of three decimals', () => {
    const dinar = parsed(`
id: dinar
name: Dinar
currency: KWD
timeZone: Asia/Kuwait
wallets: { points: { earn: { points: 1, per: 0.125, caps: { day: 4 } } } }
`);
    const part = { offer: 'base', wallet: 'points', points: 4n, basis: '1.000', text: '' };
    const trimmed = { points: 4n, by: dinar.baseRules[0]?.limits?.[0]?.text ?? '' };
    expect(say(dinar, 'KWD', [{ ...part, trimmed }])).toEqual([
      [
        '4 points: 1 points for every 0.125 KWD, rounded down; counted on 1.000 KWD. Over the limit: 4 points (at most 4 points a day).',
        '4 points: 1 points за каждые 0,125 KWD, с округлением вниз; с суммы 1,000 KWD. Сверх предела: 4 points (не более 4 points в день).',
      ],
    ]);
  });

  it('of an invitation says nothing of purchases before it: they are the friend’s', () => {
    const invited = parsed(`
id: invited
name: Invited
currency: EUR
timeZone: UTC
wallets: { points: { earn: { points: 1, per: 1.00 } } }
offers: [{ id: visit, give: { points: 5 } }]
referral: { inviter: { points: 5 } }
`);
    const part = { wallet: 'points', points: 5n, text: '', qualifiedBy: ['pur_1'] };
    expect(
      say(invited, 'EUR', [
        { ...part, offer: 'referral-inviter' },
        { ...part, offer: 'visit' },
      ]),
    ).toEqual([
      ['5 points: 5 points for the first purchase of a friend.', '5 points: 5 points за первую покупку друга.'],
      [
        '5 points: 5 points for a purchase; with 1 purchase before it.',
        '5 points: 5 points за покупку; вместе с ранее сделанными: 1 покупка.',
      ],
    ]);
  });
});
