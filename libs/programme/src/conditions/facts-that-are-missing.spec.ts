import { describe, expect, it } from '@jest/globals';
import { compileCondition, factSchema, memberFactSchema, type Facts } from './index.js';

const FACTS = {
  purchase: {
    total: 10n * 10n ** 12n,
    lines: [{ sku: 'A' }, { sku: 'B', amount: 3n * 10n ** 12n }],
    paidWith: ['card', 5],
  },
  member: { purchases: 5 },
} as unknown as Facts;

function holds(source: string): unknown {
  const compiled = compileCondition(source, factSchema({}), 'purchase');
  if (!('condition' in compiled)) throw new Error(JSON.stringify(compiled.problems));
  const { holds, failed } = compiled.condition.explain(FACTS);
  return [holds, ...failed.map(({ found }) => found)];
}

describe('A fact that is missing', () => {
  it.each([
    ['3.00 in purchase.lines.map(l, l.amount)', [false, 'unknown']],
    ['4.00 in purchase.lines.map(l, l.amount)', [false, 'unknown']],
    ['purchase.lines.map(l, l.amount).sum() > 1.00', [false, 'unknown']],
    ['has(member.purchases)', [true]],
    ["'card' in purchase.paidWith", [true]],
  ])('leaves open what hangs on it: %s', (source, expected) => {
    expect(holds(source)).toEqual(expected);
  });
});

describe('The facts that are known', () => {
  it('are those that every programme has, where it declares nothing', () => {
    for (const schema of [factSchema({}), memberFactSchema({})])
      expect([...schema.facts.keys()].filter((fact) => /^(wallets|counters)/.test(fact))).toEqual([]);
  });

  it('are each told in a sentence', () => {
    for (const schema of [factSchema({ wallets: ['a'], counters: ['b'] }), memberFactSchema({ wallets: ['a'] })])
      for (const [fact, { about }] of schema.facts)
        expect([fact, about]).toEqual([fact, expect.stringMatching(/^[A-Z`].+[.]$/)]);
  });

  it('have the decimals of the main currency, two where nothing is said', () => {
    expect([factSchema({}).moneyDecimals, factSchema({ moneyDecimals: 3 }).moneyDecimals]).toEqual([2, 3]);
    expect([memberFactSchema({}).moneyDecimals, memberFactSchema({ moneyDecimals: 0 }).moneyDecimals]).toEqual([2, 0]);
  });

  it('know a time of the day as one', () => {
    expect(factSchema({}).facts.get('purchase.time')).toMatchObject({ domain: { format: 'time' } });
  });
});
