import { describe, expect, it } from '@jest/globals';
import { applyChange, counted, freed, goneOf, leftOf, type Gone } from './counters.js';
import type { OfferCount } from './evaluation.js';
import { NO_COUNTERS } from './standing.js';

const OWN = { purchase: 'pur_3', at: 30 };
const count = (offer: string, more: Partial<OfferCount> = {}): OfferCount => ({
  offer,
  lot: 0,
  moves: [],
  qualifiedBy: [{ purchase: `pur_before_${offer}`, at: 1 }],
  lines: [{ line: 'A', points: 10n }],
  ...more,
});
const visit = (offer: string) => ({ offer, lines: ['A'] });
/** Line A carried 30 points in every lot. */
const gone = (points: bigint, withdrawn: readonly string[] = [], isGone = false): Gone<number> => ({
  withdrawn: new Set(withdrawn),
  points: () => ({ carried: 30n, gone: points }),
  isGone: () => isGone,
});

describe('Of two bonuses for several purchases', () => {
  it('the one that is not due yet goes on waiting', () => {
    const change = counted({ counts: [count('third')], visits: [visit('third'), visit('fifth')] }, OWN);
    expect(change.waiting).toEqual([{ offer: 'fifth', ...OWN }]);
    expect(change.settled).toEqual([{ offer: 'third', purchase: 'pur_before_third' }]);
  });

  it('the one that was withdrawn counts its own purchase again, by what that purchase was for it', () => {
    const all = { counts: [count('third')], visits: [{ offer: 'fifth', lines: ['B'] }, visit('third')] };
    const after: Gone<number> = { ...gone(10n, ['third']), isGone: (line) => line === 'B' };
    expect(freed(all, OWN, { before: gone(0n), after }).waiting).toContainEqual({ offer: 'third', ...OWN });
  });

  it('what was withdrawn of one is taken out of what the other shares the lot with, and of no other lot', () => {
    const [kept, withdrawn, elsewhere] = [count('kept'), count('withdrawn'), count('elsewhere', { lot: 1 })];
    // 10 of 30 went with the one that was withdrawn; 6 of the other 20 went with units: 3 of each 10.
    const together = { counts: [kept, withdrawn] };
    expect(goneOf(kept, together, gone(16n, ['withdrawn']))).toBe(3n);
    expect(leftOf(kept, together, gone(16n, ['withdrawn']))).toEqual([{ line: 'A', points: 7n }]);
    // In another lot nothing was withdrawn: 15 of its 30 are gone, which is 5 of 10.
    expect(goneOf(kept, { counts: [kept, elsewhere] }, gone(15n, ['elsewhere']))).toBe(5n);
    // And what is on another line of it is no part of this one.
    const beside = count('beside', { lines: [{ line: 'B', points: 10n }] });
    expect(goneOf(kept, { counts: [kept, beside] }, gone(15n, ['beside']))).toBe(5n);
  });

  it('a line that carries nothing has nothing that could be gone', () => {
    const nothing: Gone<number> = { ...gone(0n), points: () => ({ carried: 0n, gone: 0n }) };
    expect(goneOf(count('o'), { counts: [] }, nothing)).toBe(0n);
  });

  it('one that asks for no counters and no visits changes nothing', () => {
    expect(counted({}, OWN)).toEqual({ moves: [], waiting: [], settled: [] });
    expect(freed({}, OWN, { before: gone(0n), after: gone(30n) })).toEqual({ moves: [], waiting: [], settled: [] });
    const moves = [{ counter: 'c', window: 'ever', points: 5n }];
    expect(applyChange(NO_COUNTERS, { moves, waiting: [], settled: [{ offer: 'o', purchase: 'p' }] })).toEqual({
      given: new Map([['c', new Map([['ever', 5n]])]]),
      visits: new Map([['o', []]]),
    });
  });
});
