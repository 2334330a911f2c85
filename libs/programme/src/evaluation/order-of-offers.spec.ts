import { describe, expect, it } from '@jest/globals';
import { parsed, purchaseOf, type LineOf } from '../programme.fixture.js';
import { evaluate } from './evaluate.js';
import { MemberFixture, at, offersOf, pointsByOffer } from './offers.fixture.js';
import { NO_STANDING } from './standing.js';

const given = (offers: readonly string[], lines: readonly LineOf[], around = {}) =>
  pointsByOffer(evaluate(offersOf(offers, around), 1, purchaseOf({ lines })));

describe('The offers of a purchase', () => {
  it('are applied multipliers first, wherever they stand: what a cap leaves is theirs', () => {
    const offers = ['id: visit, give: { points: 30 }', 'id: two, give: { multiply: 2 }'];
    const lines = [{ amount: '120.00' }];
    expect(given(offers, lines, { wallet: 'caps: { month: 250 }' })).toEqual({ base: 120, two: 120, visit: 10 });
  });

  it('compound on all that stands before them: 10 × 2, 5 more for × 1.5, and all of it × 3', () => {
    const offers = [
      'id: double, give: { multiply: 2, compound: true }',
      'id: half, give: { multiply: 1.5 }',
      'id: triple, give: { multiply: 3, compound: true }',
    ];
    expect(given(offers, [{ amount: '10.00' }])).toEqual({ base: 10, double: 10, half: 5, triple: 50 });
  });

  it('multiply each the wallet that they are for, whatever was multiplied in another', () => {
    const programme = parsed(`
id: shop
name: Shop
currency: EUR
timeZone: Europe/Berlin
wallets: { points: { earn: { points: 1, per: 1.00 } }, miles: { earn: { points: 2, per: 1.00 } } }
offers:
  - { id: double, wallet: points, give: { multiply: 2 } }
  - { id: triple, wallet: miles, give: { multiply: 3 } }
  - { id: again, wallet: points, give: { multiply: 2, compound: true } }
`);
    const { explanation, lots } = evaluate(programme, 1, purchaseOf({ lines: [{ amount: '10.00' }] }));
    expect(explanation.map(({ offer, wallet, points }) => [offer, wallet, points])).toEqual([
      ['base', 'points', 10n],
      ['base', 'miles', 20n],
      ['double', 'points', 10n],
      ['triple', 'miles', 40n],
      ['again', 'points', 20n],
    ]);
    expect(lots.map(({ wallet, points }) => [wallet, points])).toEqual([
      ['points', 40n],
      ['miles', 60n],
    ]);
  });

  it('are not asked for where the member is in other segments only', () => {
    const programme = offersOf(['id: o, give: { points: 5 }, only: { segments: [young] }'], {
      more: "segments: { young: { when: 'member.known' }, old: { when: 'member.known' } }",
    });
    const of = (segments: readonly string[]) =>
      pointsByOffer(
        evaluate(programme, 1, purchaseOf({ lines: [{ amount: '1.00' }] }), {
          ...NO_STANDING,
          segments: new Set(segments),
        }),
      );
    expect([of(['old']), of(['old', 'young'])]).toEqual([{ base: 1 }, { base: 1, o: 5 }]);
  });

  it('count a purchase of the very same instant, and none after it', () => {
    const second = (text: string) => {
      const member = new MemberFixture(offersOf(['id: o, give: { points: 5, everyNth: 2, within: year }']));
      const buys = (occurredAt: number) => pointsByOffer(member.buys({ occurredAt, lines: [{ amount: '1.00' }] }));
      expect(buys(at('2026-03-05T09:00:00Z'))).toEqual({ base: 1 });
      return buys(at(text));
    };
    expect(second('2026-03-05T09:00:00Z')).toEqual({ base: 1, o: 5 });
    expect(second('2026-03-05T08:59:59.999Z')).toEqual({ base: 1 });
  });
});

describe('An offer for named goods is found', () => {
  const tea = (list: 'skus' | 'categories', pattern: string, more = '') =>
    `give: { points: 5 }, lines: { include: { ${list}: [${pattern}] } }${more}`;
  const lines = [{ amount: '1.00', sku: 'TEA-1', categories: ['TEA-1'] }];
  const fillers = Array.from({ length: 40 }, (_, nth) => `id: f-${nth}, give: { points: 1 }, only: { stores: [x] }`);

  // Few offers, and more than are looked up at once.
  it.each([
    ['few', []],
    ['many', fillers],
  ])('by the pattern of a SKU and of a category, each by its own, among %s', (_many, others) => {
    const offers = [`id: sku, ${tea('skus', 'TEA-*')}`, `id: category, ${tea('categories', 'TEA-*')}`];
    expect(given([...others, ...offers], lines)).toEqual({ base: 1, sku: 5, category: 5 });
    const [line] = lines.map((each) => ({ ...each, sku: 'A' }));
    expect(given([...others, ...offers], line ? [line] : [])).toEqual({ base: 1, category: 5 });
  });

  it.each([
    ['few', []],
    ['many', fillers],
  ])('by a SKU as it is, among %s', (_many, others) => {
    expect(given([...others, `id: o, ${tea('skus', 'TEA-1')}`], lines)).toEqual({ base: 1, o: 5 });
    expect(given([...others, `id: o, ${tea('skus', 'TEA-2')}`], lines)).toEqual({ base: 1 });
  });

  it('behind many others that are for named goods', () => {
    const others = Array.from({ length: 40 }, (_, nth) => `id: s-${nth}, ${tea('skus', `SKU-${nth}`)}`);
    expect(given([...others, `id: o, ${tea('skus', 'TEA-1')}`], lines)).toEqual({ base: 1, o: 5 });
    expect(given([...others, `id: o, ${tea('categories', 'TEA-*')}`], lines)).toEqual({ base: 1, o: 5 });
  });

  it('where another one of its group is for other goods', () => {
    const group = (...patterns: readonly string[]) =>
      patterns.map((pattern, nth) => `id: o-${nth}, ${tea('skus', pattern, ', group: g')}`);
    expect(given(group('TEA-*', 'MUG-*'), lines)).toEqual({ base: 1, 'o-0': 5 });
    expect(given(group('MUG', 'TEA-*'), lines)).toEqual({ base: 1, 'o-1': 5 });
    expect(given(group('TEA-1', 'MUG-*'), lines)).toEqual({ base: 1, 'o-0': 5 });
  });
});

describe('Campaigns', () => {
  const programme = offersOf(
    ['id: a, give: { points: 30 }, campaign: june', 'id: b, give: { points: 30 }, campaign: july'],
    {
      more: 'campaigns: { june: { caps: { member: 40 }, budget: 100 }, july: { caps: { member: 40 }, budget: 100 } }',
    },
  );
  const purchase = { lines: [{ amount: '1.00' }] };

  it('are each counted by themselves, for the member and for all', () => {
    const member = new MemberFixture(programme);
    expect(pointsByOffer(member.buys(purchase))).toEqual({ base: 1, a: 30, b: 30 });
    expect(pointsByOffer(member.buys(purchase))).toEqual({ base: 1, a: 10, b: 10 });
    const budgets = new Map([['budget/campaign/june', 95n]]);
    expect(pointsByOffer(evaluate(programme, 1, purchaseOf(purchase), { ...NO_STANDING, budgets }))).toEqual({
      base: 1,
      a: 5,
      b: 30,
    });
  });
});
