import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyCondition } from './any-condition.fixture.js';
import { checkCondition } from './condition.js';
import { conditionOf, money, quantity, schema } from './conditions.fixture.js';
import { ownSteps, STEPS_MAX, worstCost } from './cost.js';
import { compileCondition, type Facts } from './index.js';
import { making } from './making.js';
import type { Scope } from './checking.js';

/** Everything there as often as it can be, so that nothing is cut short for want of it. */
function factsOf(lines: number): Facts {
  const line = {
    sku: 'A1',
    categories: Array.from({ length: 20 }, () => 'TEA'),
    quantity: quantity('1'),
    amount: money('1'),
    discount: 0n,
  };
  return {
    purchase: {
      total: money('1'),
      store: 'a',
      units: quantity('3'),
      hour: 9,
      lines: Array.from({ length: lines }, () => line),
    },
    line,
    member: {
      known: true,
      birthdayWeek: false,
      birthdayDay: false,
      purchases: 3,
      segments: Array.from({ length: 200 }, () => 'b'),
    },
    wallets: { points: { balance: 3 } },
    counters: { coffee: { spend: money('5') } },
  };
}

/** What a condition really did, part by part, each time that one was asked. */
function countSteps(source: string, facts: Facts, lines: number, scope: Scope = 'purchase') {
  const checked = checkCondition(source, schema, scope);
  if ('problems' in checked) return undefined;
  let counted = 0;
  const make = making((term, evaluate) => (given, element) => {
    counted += ownSteps(term, lines);
    return evaluate(given, element);
  });
  const truth = make.truth(checked.term);
  counted = 0;
  truth(facts, undefined);
  return { counted, bound: worstCost(checked.term, scope, lines) };
}

describe('The cost of a condition', () => {
  it.each([
    ['purchase.total >= 50.00', 3],
    ["tier == 'gold' && member.known", 5],
    ["purchase.store in ['a', 'b', 'c', 'd', 'e']", 2],
    ["'vip' in member.segments", 53],
    ["'a' in ['a', purchase.store]", 6],
    ['purchase.total * 2 * 3 > 5.00', 8],
    ["purchase.store.startsWith('ber')", 3],
    ["purchase.store.contains('ber')", 6],
    ['purchase.store.contains(purchase.channel)', 67],
    ['has(purchase.store) ? member.known : (member.known && member.known)', 5],
    ['size(purchase.lines) > 3', 4],
    ["purchase.lines.exists(l, 'TEA' in l.categories)", 45_002],
    ['(purchase.total * 2) * (3 * 4) > 1', 11],
    ['(purchase.total * 2 + purchase.total * 3) * 4 > 1', 13],
    ['purchase.total * (member.purchases * 2 + 1) > 1', 10],
    ["'a' in (member.known ? member.segments : member.consents)", 55],
    ["'a' in (member.known ? member.consents : member.segments)", 55],
    ['purchase.lines.exists(l, l.amount > 5.00)', 20_002],
    ['purchase.lines.filter(l, l.amount > 5.00).all(m, m.amount > 6.00)', 40_003],
    ['purchase.lines.map(l, l.amount).sum() > -5.00', 15_006],
    ["member.segments.exists(s, s == 'vip')", 802],
    ["['a', 'b'].exists(s, s == tier)", 12],
  ])('is counted for 5,000 lines: %s takes at most %d steps', (source, cost) => {
    expect(conditionOf(source).cost).toBe(cost);
  });

  it('of a condition of a line is that of all lines', () => {
    expect(conditionOf('line.amount > 5.00', 'line').cost).toBe(15_000);
    expect(compileCondition('purchase.lines.all(l, true)', schema, 'line')).toMatchObject({
      problems: [{ code: 'too_costly', expected: 'at most 500000 steps', found: '50010000 steps' }],
    });
  });

  it('may be as much as a purchase has time for, and not a step more', () => {
    const anyOf = (count: number) => Array.from({ length: count }, () => 'line.amount > 5.00').join(' || ');
    expect(conditionOf(`!(${anyOf(25)})`, 'line').cost).toBe(STEPS_MAX);
    expect(compileCondition(`!!(${anyOf(25)})`, schema, 'line')).toMatchObject({ problems: [{ code: 'too_costly' }] });
  });

  it('is exactly what the longest way takes', () => {
    const facts = factsOf(5000);
    const source = "purchase.lines.all(l, 'TEA' in l.categories && l.sku == 'A1') && size(purchase.lines) > 5";
    expect(countSteps(source, facts, 5000)).toEqual({
      counted: conditionOf(source).cost,
      bound: conditionOf(source).cost,
    });
  });

  it('is never passed by a condition that was accepted, by steps that were counted', () => {
    const facts = factsOf(40);
    let [tried, compared] = [0, 0];
    fc.assert(
      fc.property(anyCondition({ depth: 4 }), ({ ours }) => {
        const steps = countSteps(ours, facts, 40);
        tried += 1;
        fc.pre(steps !== undefined);
        if (!steps) return;
        compared += 1;
        expect(steps.counted).toBeLessThanOrEqual(steps.bound);
        expect(conditionOf(ours).cost).toBeLessThanOrEqual(STEPS_MAX);
      }),
      { numRuns: 500 },
    );
    expect(compared).toBeGreaterThan(tried / 2);
  });

  it('is bounded for the largest purchase, too', () => {
    const facts = factsOf(5000);
    fc.assert(
      fc.property(anyCondition({ depth: 4 }), ({ ours }) => {
        expect(countSteps(ours, facts, 5000)?.counted ?? 0).toBeLessThanOrEqual(STEPS_MAX);
      }),
      { numRuns: 60 },
    );
  });
});
