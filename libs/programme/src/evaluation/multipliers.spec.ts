import { describe, expect, it } from '@jest/globals';
import { purchaseOf, type PurchaseOf } from '../programme.fixture.js';
import { evaluate } from './evaluate.js';
import { carriedBy, offersOf, pointsByOffer, totalOf } from './offers.fixture.js';
import { NO_STANDING, type Standing } from './standing.js';

const HUNDRED: PurchaseOf = { lines: [{ amount: '100.00' }] };

function of(offers: readonly string[], purchase: PurchaseOf, { earn = '', more = '', standing = {} } = {}) {
  const seen: Standing = { ...NO_STANDING, ...standing };
  return evaluate(offersOf(offers, { earn, more }), 1, purchaseOf(purchase), seen);
}

describe('A multiplier', () => {
  it('acts on the exact base earn: 149.60 × 1.25 is 187, not 186', () => {
    const evaluation = of(['id: gold, give: { multiply: 1.25 }'], { lines: [{ amount: '149.60' }] });
    expect(pointsByOffer(evaluation)).toEqual({ base: 149, gold: 38 });
    expect(totalOf(evaluation)).toBe(187);
  });

  it('gives the rounded total after it less the one before it: 99.99 × 1.25 is 99, then 25', () => {
    const evaluation = of(['id: gold, give: { multiply: 1.25 }'], { lines: [{ amount: '99.99' }] });
    expect(pointsByOffer(evaluation)).toEqual({ base: 99, gold: 25 });
  });

  it('adds its extra to those of others: ×2 and ×3 on 100 make 400', () => {
    const evaluation = of(['id: two, give: { multiply: 2 }', 'id: three, give: { multiply: 3 }'], HUNDRED);
    expect(pointsByOffer(evaluation)).toEqual({ base: 100, two: 100, three: 200 });
  });

  it('multiplies what others have made only where it says so: ×2 and then compound ×3 make 600', () => {
    const compound = 'id: three, give: { multiply: 3, compound: true }';
    expect(totalOf(of(['id: two, give: { multiply: 2 }', compound], HUNDRED))).toBe(600);
    expect(totalOf(of([compound, 'id: two, give: { multiply: 2 }'], HUNDRED))).toBe(400);
    const twice = [compound, 'id: half, give: { multiply: 1.5, compound: true }', 'id: two, give: { multiply: 2 }'];
    expect(pointsByOffer(of(twice, { lines: [{ amount: '33.33' }] }))).toEqual({
      base: 33,
      three: 66,
      half: 50,
      two: 34,
    });
  });

  it('compounds line by line, where the ones before it looked at some lines only', () => {
    const offers = [
      'id: tea, give: { multiply: 2 }, lines: { include: { categories: [TEA] } }',
      'id: mug, give: { multiply: 3, compound: true }, lines: { include: { skus: [MUG] } }',
      'id: all, give: { multiply: 2, compound: true }',
    ];
    const lines = [
      { amount: '10.00', categories: ['TEA'] },
      { amount: '10.00', sku: 'MUG' },
    ];
    const evaluation = of(offers, { lines });
    expect(pointsByOffer(evaluation)).toEqual({ base: 20, tea: 10, mug: 20, all: 50 });
    expect(carriedBy(evaluation)).toEqual({ 1: 40, 2: 60 });
  });

  it('never multiplies a bonus, wherever it stands', () => {
    const offers = ['id: visit, give: { points: 10 }', 'id: two, give: { multiply: 2, compound: true }'];
    expect(pointsByOffer(of(offers, HUNDRED))).toEqual({ base: 100, two: 100, visit: 10 });
  });

  it('gives to the lines that it looks at: A and B at 100.00, B ×5, are 600, and B carries 500', () => {
    const evaluation = of(['id: five, give: { multiply: 5 }, lines: { include: { skus: [B] } }'], {
      lines: [
        { amount: '100.00', sku: 'A' },
        { amount: '100.00', sku: 'B' },
      ],
    });
    expect(totalOf(evaluation)).toBe(600);
    expect(carriedBy(evaluation)).toEqual({ 1: 100, 2: 500 });
    expect(evaluation.explanation[1]).toEqual({
      offer: 'five',
      version: 1,
      wallet: 'points',
      points: 400n,
      basis: '100.00',
      lines: ['2'],
      text: '5 times the base points',
      multiplier: '5',
    });
  });

  it('gives 187 for 99.99 and 50.01 × 1.25: 125 on the first line, 62 on the second', () => {
    const evaluation = of(['id: gold, give: { multiply: 1.25 }'], {
      lines: [{ amount: '99.99', quantity: '3' }, { amount: '50.01' }],
    });
    expect(pointsByOffer(evaluation)).toEqual({ base: 150, gold: 37 });
    expect(carriedBy(evaluation)).toEqual({ 1: 125, 2: 62 });
  });

  it('looks at no line that the base rule does not look at', () => {
    const evaluation = of(
      ['id: five, give: { multiply: 5 }'],
      { lines: [{ amount: '10.00', categories: ['BOOKS'] }, { amount: '7.00' }] },
      { earn: 'exclude: { categories: [BOOKS] }' },
    );
    expect(pointsByOffer(evaluation)).toEqual({ base: 7, five: 28 });
  });

  it('is rounded as the base rule is, and multiplies an exchanged sum exactly', () => {
    const up = of(['id: gold, give: { multiply: 1.25 }'], { lines: [{ amount: '99.99' }] }, { earn: 'rounding: up' });
    expect(pointsByOffer(up)).toEqual({ base: 100, gold: 25 });
    const francs = of(
      ['id: gold, give: { multiply: 1.25 }'],
      { currency: 'CHF', lines: [{ amount: '10.00' }] },
      { more: 'otherCurrencies: { CHF: 1.05 }' },
    );
    expect(pointsByOffer(francs)).toEqual({ base: 10, gold: 3 });
  });

  it('is for the tiers and segments that it names, and says what it saw', () => {
    const offers = [
      'id: gold, give: { multiply: 1.5 }, only: { tiers: [gold, platinum] }',
      'id: student, give: { multiply: 2 }, only: { segments: [student] }',
      'id: party, give: { multiply: 3 }, only: { birthday: week }',
    ];
    expect(pointsByOffer(of(offers, HUNDRED))).toEqual({ base: 100 });
    const standing = { tier: 'gold', segments: new Set(['young', 'student']), birthday: new Set(['week'] as const) };
    const { explanation } = of(offers, HUNDRED, { standing });
    expect(explanation.slice(1).map(({ offer, points, seen }) => [offer, points, seen])).toEqual([
      ['gold', 50n, [{ fact: 'tier', value: 'gold' }]],
      ['student', 100n, [{ fact: 'segment', value: 'student' }]],
      ['party', 200n, [{ fact: 'birthday-week', value: 'true' }]],
    ]);
    expect(pointsByOffer(of(offers, HUNDRED, { standing: { tier: 'silver' } }))).toEqual({ base: 100 });
  });
});
