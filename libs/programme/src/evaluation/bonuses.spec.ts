import { describe, expect, it } from '@jest/globals';
import { parsed, purchaseOf, type PurchaseOf } from '../programme.fixture.js';
import { evaluate } from './evaluate.js';
import { carriedBy, offersOf, pointsByOffer } from './offers.fixture.js';

const of = (offers: readonly string[], purchase: PurchaseOf, more = {}) =>
  evaluate(offersOf(offers, more), 1, purchaseOf(purchase));

describe('A bonus', () => {
  it('gives points per amount with a rounding of its own', () => {
    const lines = [{ amount: '10.00', categories: ['WINE'] }, { amount: '5.50' }];
    const wine = 'lines: { include: { categories: [WINE] } }';
    expect(pointsByOffer(of([`id: wine, give: { points: 3, per: 4.00 }, ${wine}`], { lines }))).toMatchObject({
      wine: 7,
    });
    const up = `id: wine, give: { points: 3, per: 4.00, rounding: up }, ${wine}`;
    const evaluation = of([up], { lines });
    expect(pointsByOffer(evaluation)).toEqual({ base: 15, wine: 8 });
    expect(evaluation.explanation[1]).toMatchObject({
      text: '3 points per 4.00 EUR, rounded up',
      basis: '10.00',
      lines: ['1'],
    });
  });

  it('gives points per unit of what it names, and by weight where goods are weighed', () => {
    const lines = [
      { amount: '9.00', quantity: '3', categories: ['COFFEE'] },
      { amount: '3.00', quantity: '0.750', sku: 'CHEESE' },
      { amount: '4.00', quantity: '1', categories: ['COFFEE'] },
    ];
    const coffee = 'id: coffee, give: { points: 2, perUnits: 1 }, lines: { include: { categories: [COFFEE] } }';
    const cheese = 'id: cheese, give: { points: 5, perUnits: 0.5 }, lines: { include: { skus: [CHEESE] } }';
    const evaluation = of([coffee, cheese], { lines });
    expect(pointsByOffer(evaluation)).toEqual({ base: 16, coffee: 8, cheese: 7 });
    expect(carriedBy(evaluation)).toEqual({ 1: 9 + 6, 2: 3 + 7, 3: 4 + 2 });
  });

  it('for a visit goes to all eligible lines by what they cost', () => {
    const lines = [
      { amount: '33.33' },
      { amount: '33.33' },
      { amount: '33.34' },
      { amount: '50.00', kind: 'tip' as const },
    ];
    const evaluation = of(['id: visit, give: { points: 10 }'], { lines });
    expect(pointsByOffer(evaluation)).toEqual({ base: 100, visit: 10 });
    expect(carriedBy(evaluation)).toEqual({ 1: 33 + 3, 2: 33 + 3, 3: 34 + 4 });
    expect(
      pointsByOffer(of(['id: visit, give: { points: 10 }'], { lines: [{ amount: '5.00', kind: 'fee' }] })),
    ).toEqual({});
  });

  it('for a sum is given from that sum on, by what is eligible', () => {
    const offer = 'id: fifty, give: { points: 20, spentAtLeast: 50.00 }';
    const exclude = { earn: 'exclude: { categories: [BOOKS] }' };
    expect(pointsByOffer(of([offer], { lines: [{ amount: '50.00' }] }))).toEqual({ base: 50, fifty: 20 });
    expect(pointsByOffer(of([offer], { lines: [{ amount: '49.99' }] }))).toEqual({ base: 49 });
    const books = { lines: [{ amount: '49.99' }, { amount: '20.00', categories: ['BOOKS'] }] };
    expect(pointsByOffer(of([offer], books, exclude))).toEqual({ base: 49 });
    const before = 'id: fifty, give: { points: 20, spentAtLeast: 50.00, basis: { discount: before } }';
    expect(pointsByOffer(of([before], { lines: [{ amount: '45.00', discount: '5.00' }] }))).toEqual({
      base: 45,
      fifty: 20,
    });
  });

  it('of one group is the best for the member, the first where several are', () => {
    const group = (id: string, points: number, more = '') => `id: ${id}, group: g, give: { points: ${points} } ${more}`;
    const lines = [{ amount: '10.00' }];
    expect(pointsByOffer(of([group('five', 5), group('seven', 7), group('six', 6)], { lines }))).toEqual({
      base: 10,
      seven: 7,
    });
    expect(pointsByOffer(of([group('one', 5), group('other', 5)], { lines }))).toEqual({ base: 10, one: 5 });
    const mixed = [
      'id: double, group: g, give: { multiply: 2 }',
      group('visit', 11),
      'id: after, give: { multiply: 2 }',
    ];
    expect(pointsByOffer(of(mixed, { lines }))).toEqual({ base: 10, visit: 11, after: 10 });
  });

  it('that is trimmed may lose to a smaller one that is not', () => {
    const offers = [
      'id: big, group: g, give: { points: 50 }, caps: { purchase: 4 }',
      'id: small, group: g, give: { points: 5 }',
    ];
    expect(pointsByOffer(of(offers, { lines: [{ amount: '10.00' }] }))).toEqual({ base: 10, small: 5 });
  });

  it('with terms or a partner of its own makes a lot of its own; the same terms share one', () => {
    const offers = [
      'id: plain, give: { points: 1 }',
      'id: short, give: { points: 2 }, expiry: { after: P30D }',
      'id: bank, give: { points: 4 }, partner: bank',
      'id: same, give: { points: 8 }, expiry: { after: P30D }, pending: none',
      'id: later, give: { points: 16 }, pending: { action: shipped }',
      'id: as-wallet, give: { points: 32 }, expiry: { after: P1Y }',
    ];
    const around = { more: 'partners: [bank]', wallet: 'expiry: { after: P1Y }' };
    const { lots } = of(offers, { lines: [{ amount: '10.00' }] }, around);
    expect(lots.map(({ points, expiresAt, partner, awaits }) => [points, expiresAt, partner, awaits])).toEqual([
      [43n, Date.parse('2027-01-05T09:15:00Z'), undefined, undefined],
      [10n, Date.parse('2026-02-04T09:15:00Z'), undefined, undefined],
      [4n, Date.parse('2027-01-05T09:15:00Z'), 'bank', undefined],
      [16n, null, undefined, { action: 'shipped', expiresAfter: 'P1Y instant Europe/Berlin' }],
    ]);
  });

  it('may be stamps of a wallet that has no base rule: one for each coffee', () => {
    const cafe = parsed(`
id: cafe
name: Cafe
currency: EUR
timeZone: Europe/Berlin
wallets: { stamps: { unit: { one: stamp, other: stamps } } }
offers:
  - { id: coffee, give: { points: 1, perUnits: 1 }, lines: { include: { categories: [COFFEE] } } }
`);
    const lines = [
      { amount: '9.00', quantity: '3', categories: ['COFFEE'] },
      { amount: '4.00', categories: ['CAKE'] },
    ];
    expect(evaluate(cafe, 1, purchaseOf({ lines }))).toMatchObject({
      lots: [{ wallet: 'stamps', points: 3n, lines: [{ line: '1', points: 3n }] }],
      explanation: [{ offer: 'coffee', text: '1 stamp per unit, rounded down', lines: ['1'] }],
    });
    expect(evaluate(cafe, 1, purchaseOf({ lines: [{ amount: '4.00' }] }))).toEqual({ lots: [], explanation: [] });
  });
});
