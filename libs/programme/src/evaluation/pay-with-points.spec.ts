import { describe, expect, it } from '@jest/globals';
import { parsed, purchaseOf } from '../programme.fixture.js';
import { mostPayable, payableWithPoints, pointsRate, refusedPoints } from './pay-with-points.js';

const shop = (paying = '') =>
  parsed(`
id: shop
name: Shop
currency: EUR
otherCurrencies: { USD: 0.90 }
timeZone: Europe/Berlin
wallets: { points: { earn: { points: 1, per: 1.00 } }, stars: {} }
tiers:
  period: calendar_year
  wallet: points
  ladder:
    - { id: tin, name: { en: Tin, ru: Олово } }
    - { id: gold, name: { en: Gold, ru: Золото }, needs: { points: 100 } }
${paying}
`);
const paying = (wallet: string, more = '') =>
  shop(`payWithPoints: { wallets: { points: { points: 100, pay: { EUR: 1.00, USD: 1.10 }${wallet} } }${more} }`);

describe('What points are worth', () => {
  const programme = paying(', tiers: { gold: { EUR: 1.50 } }');

  it.each([
    ['points', 'EUR', undefined, 100n],
    ['points', 'USD', undefined, 110n],
    ['points', 'EUR', 'tin', 100n],
    ['points', 'EUR', 'gold', 150n],
    ['points', 'USD', 'gold', 110n],
    ['points', 'GBP', undefined, undefined],
    ['stars', 'EUR', undefined, undefined],
  ])('of %s in %s, of a member of tier %s', (wallet, currency, tier, amount) => {
    const expected = amount && { points: 100n, amount, currency, rounding: 'down' };
    expect(pointsRate(programme, { wallet, currency, tier })).toEqual(expected);
  });

  it('is nothing where the programme does not say', () => {
    expect(pointsRate(shop(), { wallet: 'points', currency: 'EUR' })).toBeUndefined();
  });
});

describe('Of an order points may pay', () => {
  const order = purchaseOf({ lines: [{ amount: '10.01' }, { amount: '5.00', kind: 'delivery' }] });

  it('all that it costs, a part of it, or some lines', () => {
    expect(payableWithPoints(shop(), order)).toEqual({ lines: [1001n, 500n], payable: 1501n, most: 1501n });
    expect(payableWithPoints(paying(', minimum: 1', ', maxShare: 50'), order)).toMatchObject({
      payable: 1001n,
      most: 500n,
    });
    const goods = paying('', ', lines: { kinds: [goods] }');
    expect(payableWithPoints(goods, order)).toEqual({ lines: [1001n, 0n], payable: 1001n, most: 1001n });
  });
});

describe('The most that points can pay', () => {
  const rate = { points: 100n, amount: 100n, currency: 'EUR', rounding: 'down' } as const;
  const most = (wallet: string, available: bigint, limit: bigint, by: bigint = 100n) =>
    mostPayable(paying(wallet), {
      wallet: 'points',
      rate: { ...rate, amount: by },
      available,
      most: limit,
    });

  it.each([
    ['', 500n, 300n, { points: 300n, amount: 300n }],
    ['', 300n, 500n, { points: 300n, amount: 300n }],
    ['', 1n, 500n, { points: 1n, amount: 1n }],
    ['', 0n, 500n, { reason: 'points_below_minimum', found: 0n, needed: 1n }],
    [', minimum: 300', 299n, 500n, { reason: 'points_below_minimum', found: 299n, needed: 300n }],
    [', minimum: 300', 300n, 500n, { points: 300n, amount: 300n }],
    [', minimum: 300', 900n, 300n, { points: 300n, amount: 300n }],
    [', minimum: 300', 900n, 299n, { reason: 'nothing_payable', found: 299n, needed: 300n }],
    [', minimum: 250, step: 100', 299n, 500n, { reason: 'points_below_minimum', found: 299n, needed: 300n }],
    [', minimum: 250, step: 100', 499n, 900n, { points: 400n, amount: 400n }],
    [', minimum: 250, step: 100', 900n, 450n, { points: 400n, amount: 400n }],
    [', step: 100', 900n, 99n, { reason: 'nothing_payable', found: 99n, needed: 100n }],
    ['', 5n, 0n, { reason: 'nothing_payable', found: 0n, needed: 1n }],
  ])('where it says %j, of %s points, for %s', (wallet, available, limit, expected) => {
    expect(most(wallet, available, limit)).toEqual(expected);
  });

  it('spends none for what rounding takes away, and the least that may be spent at once', () => {
    // One cent for three points and a third.
    expect(most('', 9n, 900n, 30n)).toEqual({ points: 7n, amount: 2n });
    expect(most('', 3n, 900n, 30n)).toEqual({ reason: 'nothing_payable', found: 900n, needed: 1n });
    expect(most(', minimum: 9', 9n, 900n, 30n)).toEqual({ points: 9n, amount: 2n });
    expect(most(', minimum: 7', 9n, 900n, 30n)).toEqual({ points: 7n, amount: 2n });
  });
});

describe('Points that are spent at once', () => {
  it.each([
    ['', 1n, undefined],
    [', minimum: 300', 300n, undefined],
    [', minimum: 300', 299n, { reason: 'points_below_minimum', needed: 300n }],
    [', minimum: 250, step: 100', 200n, { reason: 'points_below_minimum', needed: 300n }],
    [', minimum: 250, step: 100', 300n, undefined],
    [', minimum: 250, step: 100', 350n, { reason: 'points_not_in_steps', needed: 100n }],
  ])('where it says %j: %s', (wallet, points, expected) => {
    expect(refusedPoints(paying(wallet), { wallet: 'points', points })).toEqual(expected);
  });

  it('are any where nothing is said', () => {
    expect(refusedPoints(shop(), { wallet: 'points', points: 7n })).toBeUndefined();
    expect(refusedPoints(paying(', minimum: 9'), { wallet: 'stars', points: 7n })).toBeUndefined();
  });
});
