import { describe, expect, it } from '@jest/globals';
import { applyChange, changesNothing, counted, freed, leftOf, type Gone } from './counters.js';
import type { OfferCount, VisitCount } from './evaluation.js';
import { NO_COUNTERS } from './standing.js';

const OWN = { purchase: 'pur_3', at: 30 };
const QUALIFIERS = [
  { purchase: 'pur_1', at: 10 },
  { purchase: 'pur_2', at: 20 },
];

/** Lot 0 carries 23 points on line A: 10 of the base rule and 13 of the bonus; line B carries 30 and 37. */
const base: OfferCount = {
  offer: 'base',
  lot: 0,
  moves: [{ counter: 'base/points', window: '2026-03-05', points: 40n }],
  qualifiedBy: [],
  lines: [
    { line: 'A', points: 10n },
    { line: 'B', points: 30n },
  ],
};
const bonus: OfferCount = {
  offer: 'third',
  lot: 0,
  moves: [
    { counter: 'uses/offer/third', window: 'ever', points: 1n },
    { counter: 'budget/offer/third', window: 'ever', points: 50n },
  ],
  qualifiedBy: QUALIFIERS,
  lines: [
    { line: 'A', points: 13n },
    { line: 'B', points: 37n },
  ],
};
const visits: readonly VisitCount[] = [{ offer: 'third', lines: ['A', 'B'] }];
const countings = { counts: [base, bonus], visits };
const CARRIED: Readonly<Record<string, bigint>> = { A: 23n, B: 67n };

const gone = (points: Readonly<Record<string, bigint>>, withdrawn: readonly string[] = []): Gone<number> => ({
  withdrawn: new Set(withdrawn),
  points: (_lot, line) => ({ carried: CARRIED[line] ?? 0n, gone: points[line] ?? 0n }),
  isGone: (line) => points[line] === CARRIED[line] && withdrawn.length === 0,
});
const NOTHING = gone({});

const movesOf = (before: Gone<number>, after: Gone<number>) =>
  Object.fromEntries(
    freed(countings, OWN, { before, after }).moves.map(({ counter, points }) => [counter, Number(points)]),
  );

describe('What a return frees', () => {
  it('is of each offer what its share of the line is of the line, rounded down', () => {
    expect(movesOf(NOTHING, gone({ A: 12n }))).toEqual({ 'base/points': -5, 'budget/offer/third': -6 });
    expect(freed(countings, OWN, { before: NOTHING, after: gone({ A: 12n }) })).toMatchObject({
      waiting: [],
      settled: [],
    });
  });

  it('adds up to all that was given, and to one use, however it is divided', () => {
    const steps = [
      NOTHING,
      gone({ A: 12n }),
      gone({ A: 12n, B: 60n }),
      gone({ A: 23n, B: 60n }),
      gone({ A: 23n, B: 67n }),
    ];
    const sums: Record<string, number> = {};
    steps.slice(1).forEach((after, at) => {
      for (const [counter, points] of Object.entries(movesOf(steps[at] ?? NOTHING, after))) {
        sums[counter] = (sums[counter] ?? 0) + points;
      }
    });
    expect(sums).toEqual({ 'base/points': -40, 'uses/offer/third': -1, 'budget/offer/third': -50 });
  });

  it('lets the purchases that had qualified a bonus wait again once it is gone, and this one no more', () => {
    const all = { before: gone({ A: 23n, B: 60n }), after: gone({ A: 23n, B: 67n }) };
    expect(freed(countings, OWN, all)).toMatchObject({
      waiting: QUALIFIERS.map((visit) => ({ offer: 'third', ...visit })),
      settled: [{ offer: 'third', purchase: 'pur_3' }],
    });
  });

  it('is the rest of a bonus that was withdrawn, and nothing of the others; then this one may count again', () => {
    const before = gone({ A: 12n });
    expect(leftOf(bonus, countings, before)).toEqual([
      { line: 'A', points: 7n },
      { line: 'B', points: 37n },
    ]);
    const after = gone({ A: 19n, B: 37n }, ['third']);
    expect(movesOf(before, after)).toEqual({ 'base/points': -1, 'uses/offer/third': -1, 'budget/offer/third': -44 });
    expect(freed(countings, OWN, { before, after }).waiting).toContainEqual({ offer: 'third', ...OWN });
    expect(movesOf(after, gone({ A: 23n, B: 67n }, ['third']))).toEqual({ 'base/points': -34 });
  });

  it('is its own share of what is gone, where the bonus itself was withdrawn', () => {
    expect(leftOf(bonus, countings, gone({ A: 19n, B: 37n }, ['third']))).toEqual([
      { line: 'A', points: 3n },
      { line: 'B', points: 17n },
    ]);
  });

  it('is nothing where an offer had given nothing', () => {
    const nothing: OfferCount = { ...bonus, lot: null, moves: [], lines: [] };
    const change = freed({ counts: [nothing] }, OWN, { before: NOTHING, after: gone({ A: 23n, B: 67n }) });
    expect(change).toEqual({ moves: [], waiting: [], settled: [] });
  });
});

describe('Purchases that wait for a bonus', () => {
  it('are remembered as far as any bonus can ask for', () => {
    const waiting = Array.from({ length: 120 }, (_, at) => ({ offer: 'o', purchase: `pur_${at}`, at }));
    const { visits: kept } = applyChange(NO_COUNTERS, { moves: [], waiting, settled: [] });
    expect(kept.get('o')).toHaveLength(100);
    expect(kept.get('o')?.[0]?.purchase).toBe('pur_20');
  });
});

describe('What a purchase changes', () => {
  it('is that it waits to be one of several, unless it was the last of them: then those before it wait no longer', () => {
    const fired = counted(countings, OWN);
    expect(fired.waiting).toEqual([]);
    expect(fired.settled.map(({ purchase }) => purchase)).toEqual(['pur_1', 'pur_2']);
    const early = counted({ counts: [base], visits }, OWN);
    expect(early).toMatchObject({ waiting: [{ offer: 'third', ...OWN }], settled: [] });
  });

  it('is nothing only where nothing moves, waits or is settled', () => {
    const nothing = { moves: [], waiting: [], settled: [] };
    expect(changesNothing(nothing)).toBe(true);
    expect(changesNothing({ ...nothing, moves: base.moves })).toBe(false);
    expect(changesNothing({ ...nothing, waiting: [{ offer: 'third', ...OWN }] })).toBe(false);
    expect(changesNothing({ ...nothing, settled: [{ offer: 'third', purchase: 'pur_1' }] })).toBe(false);
  });
});
