import { describe, expect, it } from '@jest/globals';
import { parsed, purchaseOf, type PurchaseOf } from '../programme.fixture.js';
import { countedLines } from '../tiers/tier-counts.js';
import { evaluate } from './evaluate.js';
import { spreadPayments, spreadPointsPaid } from './points-paid.js';

const programme = (basis = '', lines = '') =>
  parsed(`
id: shop
name: Shop
currency: EUR
timeZone: Europe/Berlin
wallets:
  points: { earn: { points: 1, per: 1.00 ${basis} } }
payWithPoints: { wallets: { points: { points: 100, pay: { EUR: 1.00 } } } ${lines} }
offers:
  - { id: reached, give: { points: 50, spentAtLeast: 100.00 } }
  - { id: almost, give: { points: 30, spentAtLeast: 80.00 } }
  - { id: visit, give: { points: 7 } }
  - { id: units, give: { points: 2, perUnits: 1 } }
  - { id: whole, give: { points: 11 }, when: "purchase.total >= 100.00 && 'points' in purchase.paidWith" }
`);

const partlyPaid: PurchaseOf = {
  lines: [{ amount: '60.00' }, { amount: '40.00' }],
  payments: [
    { kind: 'points', amount: '20.00' },
    { kind: 'card', amount: '80.00' },
  ],
};

const given = (of: ReturnType<typeof programme>) =>
  evaluate(of, 1, purchaseOf(partlyPaid))
    .explanation.filter(({ points }) => points > 0n)
    .map(({ offer, points }) => [offer, Number(points)]);

describe('What points paid of a purchase', () => {
  it('earns nothing and reaches no threshold; visits, units and the total of conditions are whole', () => {
    expect(given(programme())).toEqual([
      ['base', 80],
      ['almost', 30],
      ['visit', 7],
      ['units', 4],
      ['whole', 11],
    ]);
  });

  it('earns where the base rule says so, and reaches the thresholds that look at it', () => {
    expect(given(programme(', basis: { paidWithPoints: included }'))).toEqual([
      ['base', 100],
      ['reached', 50],
      ['almost', 30],
      ['visit', 7],
      ['units', 4],
      ['whole', 11],
    ]);
  });

  it('counts as spent towards tiers by the same basis', () => {
    const spent = (of: ReturnType<typeof programme>) => {
      const { explanation } = evaluate(of, 1, purchaseOf(partlyPaid));
      const [counted] = countedLines(of, purchaseOf(partlyPaid), explanation);
      return (counted?.lines ?? []).map(({ spend }) => spend);
    };
    const [first = 0n, second = 0n] = spent(programme());
    const [all = 0n, rest = 0n] = spent(programme(', basis: { paidWithPoints: included }'));
    expect([first * 60n, second * 40n]).toEqual([all * 48n, rest * 32n]);
  });

  it('is borne by the lines that it may pay for alone, the others earn whole', () => {
    const of = programme('', ', lines: { exclude: { skus: [BOOK] } }');
    const basket = purchaseOf({ ...partlyPaid, lines: [{ amount: '60.00', sku: 'BOOK' }, { amount: '40.00' }] });
    expect(spreadPointsPaid(of, basket)).toEqual([0n, 2000n]);
    expect(evaluate(of, 1, basket).lots[0]?.lines).toMatchObject([{ line: '1' }, { line: '2' }]);
    expect(evaluate(of, 1, basket).explanation[0]).toMatchObject({ offer: 'base', points: 80n });
  });

  it('by several payments sums on each line to what all of them bear', () => {
    const of = programme();
    const thirds = purchaseOf({ ...partlyPaid, lines: [{ amount: '0.33' }, { amount: '0.33' }, { amount: '0.34' }] });
    const basket = {
      ...thirds,
      payments: [
        { kind: 'points' as const, amount: 10n },
        { kind: 'points' as const, amount: 15n },
      ],
    };
    const parts = spreadPayments(of, basket, [
      { points: 1000n, amount: 10n },
      { points: 1500n, amount: 15n },
    ]);
    const sum = (all: readonly bigint[]) => all.reduce((whole, each) => whole + each, 0n);
    const sums = parts.map((part) => [sum(part.map(({ points }) => points)), sum(part.map(({ amount }) => amount))]);
    expect(sums).toEqual([
      [1000n, 10n],
      [1500n, 15n],
    ]);
    const byLine = ['1', '2', '3'].map((id) =>
      parts.flat().reduce((sum, { line, amount }) => (line === id ? sum + amount : sum), 0n),
    );
    expect(byLine).toEqual(spreadPointsPaid(of, basket));
  });

  it('is undefined where points paid nothing', () => {
    expect(spreadPointsPaid(programme(), purchaseOf({ lines: partlyPaid.lines }))).toBeUndefined();
  });

  it('by several payments is on each line what those before it have left, and is not told of lines that bear nothing', () => {
    const basket = {
      ...purchaseOf({ ...partlyPaid, lines: [{ amount: '0.30' }, { amount: '0.10' }, { amount: '0.00' }] }),
      payments: [
        { kind: 'points' as const, amount: 20n },
        { kind: 'points' as const, amount: 4n },
      ],
    };
    const paid = [
      { points: 2000n, amount: 20n },
      { points: 400n, amount: 4n },
    ];
    expect(spreadPayments(programme(), basket, paid)).toEqual([
      [
        { line: '1', points: 1500n, amount: 15n },
        { line: '2', points: 500n, amount: 5n },
      ],
      [
        { line: '1', points: 300n, amount: 3n },
        { line: '2', points: 100n, amount: 1n },
      ],
    ]);
  });

  it('may be less than the smallest coin: then lines bear points alone, or money alone where those of one payment end before', () => {
    const basket = purchaseOf({ lines: [{ amount: '0.30' }, { amount: '0.10' }] });
    expect(spreadPayments(programme(), basket, [{ points: 3n, amount: 0n }])).toEqual([
      [
        { line: '1', points: 2n, amount: 0n },
        { line: '2', points: 1n, amount: 0n },
      ],
    ]);
    const coins = { ...basket, payments: [{ kind: 'points' as const, amount: 4n }] };
    expect(spreadPayments(programme(), coins, [{ points: 1n, amount: 4n }])).toEqual([
      [
        { line: '1', points: 1n, amount: 3n },
        { line: '2', points: 0n, amount: 1n },
      ],
    ]);
  });

  it('is never more of a line by all payments than the line bears', () => {
    const lines = [{ amount: '1.00' }, { amount: '1.00' }, { amount: '1.00' }];
    const payments = [1n, 1n, 2n].map((amount) => ({ kind: 'points' as const, amount }));
    const parts = spreadPayments(
      programme(),
      { ...purchaseOf({ lines }), payments },
      payments.map(({ amount }) => ({ points: 0n, amount })),
    );
    expect(parts.map((part) => part.map(({ line, amount }) => `${line}: ${amount}`))).toEqual([
      ['1: 1'],
      ['1: 1'],
      ['2: 1', '3: 1'],
    ]);
  });
});
