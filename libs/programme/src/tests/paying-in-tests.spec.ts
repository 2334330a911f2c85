import { describe, expect, it } from '@jest/globals';
import { differences, steps } from './played.fixture.js';

const SHOP = `
id: shop
name: Shop
currency: EUR
timeZone: Europe/Berlin
wallets:
  stars: {}
  points: { earn: { points: 100, per: 1.00 } }
payWithPoints: { wallets: { stars: { points: 1, pay: { EUR: 1.00 } }, points: { points: 100, pay: { EUR: 1.00 }, minimum: 300 } } }
refundGrace: P30D
`;
const FIRST = '{ at: 2026-03-01, lines: [{ amount: 10.00 }], balances: { points: 1000 } }';
const PAID =
  '{ at: 2026-03-02, purchase: p, paidWith: { card: 15.00, points: 5.00 }, lines: [{ sku: A, amount: 12.00 }, { sku: B, amount: 8.00, quantity: 2 }], balances: { points: 2000 } }';

describe('A test pays with points', () => {
  it.each([
    ['as many as the sum is worth, and what they paid earns nothing', [FIRST, PAID]],
    [
      'of which a return gives back its part before it takes what was earned',
      [
        FIRST,
        PAID,
        '{ at: 2026-03-03, return: p, units: { B: 1 }, takes: { points: 300 }, balances: { points: 1800 } }',
        '{ at: 2026-03-04, return: p, units: { B: 1 }, takes: { points: 300 }, balances: { points: 1600 } }',
        '{ at: 2026-03-05, return: p, takes: { points: 900 }, balances: { points: 1000 } }',
      ],
    ],
    [
      'all of an order, to the last point',
      [FIRST, '{ at: 2026-03-02, paidWith: { points: 10.00 }, lines: [{ amount: 10.00 }], balances: { points: 0 } }'],
    ],
    [
      'nothing where points pay nothing of it',
      [FIRST, '{ at: 2026-03-02, paidWith: { card: 10.00 }, lines: [{ amount: 10.00 }], balances: { points: 2000 } }'],
    ],
    [
      'nothing for a quote',
      [
        FIRST,
        '{ at: 2026-03-02, quoted: true, paidWith: { points: 10.00 }, lines: [{ amount: 10.00 }], balances: { points: 1000 } }',
      ],
    ],
  ])('%s', (_, written) => {
    expect(differences(steps(...written), SHOP)).toEqual([]);
  });

  it.each([
    ['points: 10.01', '20.00', 'points can pay 10.00, expected 10.01 @ 10.01'],
    ['points: 2.99', '20.00', 'points can pay 0.00, expected 2.99 @ 2.99'],
    ['points: 20.00', '9.00', 'points can pay 9.00, expected 20.00 @ 20.00'],
  ])('and is told how much could be paid: %s of %s', (points, amount, said) => {
    const written = `{ at: 2026-03-02, paidWith: { ${points} }, lines: [{ amount: ${amount} }] }`;
    expect(differences(steps(FIRST, written), SHOP)).toEqual([said]);
  });

  it('gives back part by part what was paid, to the lots that end last first', () => {
    const programme = SHOP.replace('points: { earn', 'points: { expiry: { after: P1Y }, earn');
    const written = [
      '{ at: 2026-03-01, lines: [{ amount: 3.00 }] }',
      '{ at: 2026-03-11, lines: [{ amount: 3.00 }], balances: { points: 600 } }',
      '{ at: 2026-03-12, purchase: p, paidWith: { points: 5.01 }, lines: [{ sku: A, amount: 5.01, quantity: 4 }], earns: {}, balances: { points: 99 } }',
      '{ at: 2026-03-13, return: p, units: { A: 1 }, takes: {}, balances: { points: 225 } }',
      '{ at: 2026-03-14, return: p, units: { A: 1 }, takes: {}, balances: { points: 350 } }',
      '{ at: 2026-03-15, return: p, takes: {}, balances: { points: 600 } }',
      '{ at: 2027-03-05, balances: { points: 300 } }',
      '{ at: 2027-03-15, balances: { points: 0 } }',
    ];
    expect(differences(steps(...written), programme)).toEqual([]);
  });

  it('of the wallet that pays this currency, and not of one that pays another', () => {
    const programme = SHOP.replace('currency: EUR\n', 'currency: EUR\notherCurrencies: { USD: 1.00 }\n')
      .replace('stars: { points: 1, pay: { EUR: 1.00 } }', 'stars: { points: 1, pay: { USD: 1.00 } }')
      .replace('stars: {}', 'stars: { earn: { points: 9, per: 1.00 } }');
    expect(differences(steps(FIRST, PAID), programme)).toEqual([]);
  });

  it('where nobody has any, and where the programme does not say what they pay', () => {
    const written = '{ at: 2026-03-02, paidWith: { points: 3.00 }, lines: [{ amount: 5.00 }] }';
    expect(differences(steps(written), SHOP)).toEqual(['points can pay 0.00, expected 3.00 @ 3.00']);
    expect(differences(steps(written), SHOP.replace(/payWithPoints.*/, ''))).toEqual([]);
  });
});
