import { describe, expect, it } from '@jest/globals';
import { evaluate } from '../evaluation/evaluate.js';
import { NO_STANDING } from '../evaluation/standing.js';
import { parsed } from '../programme.fixture.js';
import type { Line, Purchase } from '../purchase.js';
import { SPEND_SCALE } from './measures.js';
import { countedLines } from './tier-counts.js';

const line = (id: string, amount: bigint, change: Partial<Line> = {}): Line => ({
  id,
  sku: id,
  quantity: 1_000_000n,
  amount,
  discount: 0n,
  tax: 0n,
  kind: 'goods',
  categories: [],
  ...change,
});
const bought = (lines: readonly Line[], change: Partial<Purchase> = {}): Purchase => ({
  occurredAt: Date.parse('2026-03-05T10:00:00Z'),
  currency: 'EUR',
  taxIncluded: true,
  lines,
  payments: [],
  ...change,
});
const HEAD = 'id: shop\nname: Shop\ncurrency: EUR\ntimeZone: Europe/Berlin\notherCurrencies: { CHF: 1.05 }\n';

describe('What a purchase counts towards tiers', () => {
  const PROGRAMME = parsed(`${HEAD}
wallets:
  points: { earn: { points: 1, per: 1.00, exclude: { skus: [C] } } }
  stars: { earn: { points: 2, per: 1.00 } }
offers:
  - { id: twice, wallet: points, give: { multiply: 2 } }
  - { id: visit, wallet: points, give: { points: 50 } }`);
  const counts = (purchase: Purchase) =>
    countedLines(PROGRAMME, purchase, evaluate(PROGRAMME, 1, purchase, NO_STANDING).explanation);

  it('is the base rule’s points of each wallet, line by line, and the money that it looked at; no offer counts', () => {
    const cents = (amount: bigint) => amount * SPEND_SCALE;
    expect(counts(bought([line('A', 1099n), line('B', 501n), line('C', 300n)]))).toEqual([
      {
        wallet: 'points',
        lines: [
          { line: 'A', points: 11n, spend: cents(1099n) },
          { line: 'B', points: 5n, spend: cents(501n) },
        ],
      },
      {
        wallet: 'stars',
        lines: [
          { line: 'A', points: 22n, spend: cents(1099n) },
          { line: 'B', points: 10n, spend: cents(501n) },
          { line: 'C', points: 6n, spend: cents(300n) },
        ],
      },
    ]);
  });

  it('is exact in another currency, and without the part that points paid', () => {
    const francs = counts(bought([line('A', 99n)], { currency: 'CHF' }));
    expect(francs[0]?.lines[0]?.spend).toBe((99n * 105n * SPEND_SCALE) / 100n);
    const paid = bought([line('A', 1000n)], { payments: [{ kind: 'points', amount: 400n }] });
    expect(counts(paid)[0]?.lines).toEqual([{ line: 'A', points: 6n, spend: 600n * SPEND_SCALE }]);
  });

  it('is the money of what offers could look at, where no wallet has a base rule', () => {
    const stamps = parsed(
      `${HEAD}wallets: { stamps: {} }\noffers: [{ id: cup, wallet: stamps, give: { points: 1, perUnits: 1 }, lines: { include: { skus: [A] } } }]`,
    );
    const purchase = bought([line('A', 300n), line('B', 200n)]);
    const { explanation } = evaluate(stamps, 1, purchase, NO_STANDING);
    expect(countedLines(stamps, purchase, explanation)).toEqual([
      { wallet: '', lines: [{ line: 'A', points: 0n, spend: 300n * SPEND_SCALE }] },
    ]);
  });

  it('is nothing of a purchase of which no line is eligible', () => {
    expect(counts(bought([line('A', 300n, { kind: 'deposit' })]))).toEqual([]);
  });

  it('is a bonus too, where it says so, on the lines that it looked at and after its trim', () => {
    const generous = parsed(`${HEAD}
wallets:
  points: { earn: { points: 1, per: 1.00 } }
  miles: {}
offers:
  - { id: tea, wallet: points, give: { points: 30, perUnits: 1 }, lines: { include: { skus: [A] } }, countsTowardsTier: true, caps: { purchase: 20 } }
  - { id: silent, wallet: points, give: { points: 500 } }
  - { id: far, wallet: miles, give: { points: 7 }, countsTowardsTier: true }`);
    const purchase = bought([line('A', 1000n), line('B', 3000n)]);
    const cents = (amount: bigint) => amount * SPEND_SCALE;
    expect(countedLines(generous, purchase, evaluate(generous, 1, purchase, NO_STANDING).explanation)).toEqual([
      {
        wallet: 'points',
        lines: [
          { line: 'A', points: 30n, spend: cents(1000n) },
          { line: 'B', points: 30n, spend: cents(3000n) },
        ],
      },
      {
        wallet: 'miles',
        lines: [
          { line: 'A', points: 2n, spend: cents(1000n) },
          { line: 'B', points: 5n, spend: cents(3000n) },
        ],
      },
    ]);
  });

  it('is in whatever order the explanation stands, and nothing of a rule that it does not name', () => {
    const purchase = bought([line('A', 1099n)]);
    const { explanation } = evaluate(PROGRAMME, 1, purchase, NO_STANDING);
    expect(countedLines(PROGRAMME, purchase, explanation.toReversed())).toEqual(counts(purchase));
    expect(countedLines(PROGRAMME, purchase, [])).toEqual([]);
    expect(countedLines(PROGRAMME, bought([line('A', 300n, { kind: 'deposit' })]), explanation)).toEqual([]);
  });

  it('is of each line what its units carry of a bonus by units, or by what multipliers before it have made', () => {
    const mixed = parsed(`${HEAD}
wallets: { points: { earn: { points: 1, per: 1.00 } }, miles: { earn: { points: 1, per: 1.00 } }, mugs: {} }
offers:
  - { id: five, wallet: points, give: { multiply: 5 }, lines: { include: { skus: [B] } }, countsTowardsTier: true }
  - { id: all, wallet: points, give: { multiply: 2, compound: true }, countsTowardsTier: true }
  - { id: other, wallet: miles, give: { multiply: 2, compound: true }, countsTowardsTier: true }
  - { id: mug, wallet: mugs, give: { points: 3, perUnits: 1 }, countsTowardsTier: true }`);
    const purchase = bought([line('A', 1000n, { quantity: 3_000_000n }), line('B', 1000n)]);
    const { lots, explanation } = evaluate(mixed, 1, purchase, NO_STANDING);
    const pointsOf = (parts: ReturnType<typeof countedLines>) =>
      parts.map(({ wallet, lines }) => [wallet, ...lines.map((each) => `${each.line} ${each.points}`)]);
    const given = lots.map((lot) => [lot.wallet, ...lot.lines.map((each) => `${each.line} ${each.points}`)]);
    // A 10, B 10; B ×5 makes 50; all of it ×2: 20 and 100. Mugs are three for each of 3 + 1 units.
    const exact = [
      ['points', 'A 20', 'B 100'],
      ['miles', 'A 20', 'B 20'],
      ['mugs', 'A 9', 'B 3'],
    ];
    expect(given).toEqual(exact);
    expect(pointsOf(countedLines(mixed, purchase, explanation))).toEqual(exact);
    expect(pointsOf(countedLines(mixed, purchase, explanation, 'by_money'))).toEqual([
      ['points', 'A 40', 'B 80'],
      ['miles', 'A 20', 'B 20'],
      ['mugs', 'A 6', 'B 6'],
    ]);
  });

  it('is a bonus on lines beyond those of the base rule too, and on those alone of which its condition holds', () => {
    const wide = parsed(`${HEAD}
wallets: { points: { earn: { points: 1, per: 1.00, exclude: { skus: [C] } } }, miles: {} }
offers:
  - { id: far, wallet: miles, give: { points: 6 }, lines: { include: { skus: [B, C] } }, countsTowardsTier: true }
  - { id: dear, wallet: points, give: { points: 8 }, lines: { when: line.amount >= 5.00 }, countsTowardsTier: true }`);
    const purchase = bought([line('A', 1000n), line('B', 100n), line('C', 500n)]);
    const counted = countedLines(wide, purchase, evaluate(wide, 1, purchase, NO_STANDING).explanation);
    expect(counted.map(({ wallet, lines }) => [wallet, ...lines.map((each) => `${each.line} ${each.points}`)])).toEqual(
      [
        ['points', 'A 18', 'B 1'],
        ['miles', 'A 0', 'B 1', 'C 5'],
      ],
    );
    expect(counted[1]?.lines[2]).toEqual({ line: 'C', points: 5n, spend: 0n });
  });

  it('is the money of what the till takes something off, where nothing earns; and nothing where that looks at no line', () => {
    const card = parsed(`${HEAD}wallets: { stamps: {} }\ndiscounts: [{ id: card, percent: 5 }]`);
    const purchase = bought([line('A', 300n)]);
    expect(countedLines(card, purchase, [])).toEqual([
      { wallet: '', lines: [{ line: 'A', points: 0n, spend: 300n * SPEND_SCALE }] },
    ]);
    expect(countedLines(card, bought([line('A', 300n, { kind: 'deposit' })]), [])).toEqual([]);
  });
});
