import { describe, expect, it } from '@jest/globals';
import { programmeOf } from '../programme.fixture.js';
import { needsOf } from './needs.js';
import { offersOf } from './offers.fixture.js';

describe('What an evaluation must be brought', () => {
  it.each([
    ['id: o, give: { points: 5 }', false, []],
    ['id: o, give: { points: 5 }, caps: { purchase: 3 }', false, []],
    ['id: o, give: { points: 5 }, caps: { member: 30 }', true, []],
    ['id: o, give: { points: 5 }, uses: { year: 1 }', true, []],
    ['id: o, give: { points: 5, everyNth: 2, within: year }', true, []],
    ['id: o, give: { points: 5 }, budget: 100', false, ['budget/offer/o']],
  ])('by %s', (offer, counters, budgets) => {
    expect(needsOf(offersOf([offer]))).toEqual({ counters, budgets });
  });

  it('is nothing for a base rule alone, and counters where it or its wallet is bounded', () => {
    expect(needsOf(programmeOf())).toEqual({ counters: false, budgets: [] });
    expect(needsOf(programmeOf({ earn: 'caps: { week: 10 }' })).counters).toBe(true);
    expect(needsOf(programmeOf({ wallet: 'caps: { year: 10 }' })).counters).toBe(true);
  });
});
