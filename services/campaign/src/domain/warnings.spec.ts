import { describe, expect, it } from '@jest/globals';
import { parseProgramme } from '@loyalty/programme';
import { JUNE, tea } from '../testing/tea.fixture.js';
import { structuralDiff } from './structural-diff.js';
import { type Known, warningsOf } from './warnings.js';

function warnings(known: Partial<Known>) {
  const parsed = parseProgramme(tea(JUNE));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const nothing: Known = { after: parsed.programme, changes: [], uses: new Map(), given: new Map() };
  return warningsOf({ ...nothing, ...known }).map(({ code, about, numbers }) => ({ code, about, numbers }));
}

const use = (pendingPurchases: number) => ({ members: 2, purchases: 3, points: 30, pendingPurchases });

describe('A plan warns', () => {
  const removed = structuralDiff({ offers: [{ id: 'mug' }] }, { offers: [] });

  it('of an offer that is removed while points of it are still to come', () => {
    expect(warnings({ changes: removed, uses: new Map([['mug', use(2)]]) })).toEqual([
      { code: 'offer_removed_while_points_pend', about: 'mug', numbers: { purchases: 2 } },
    ]);
  });

  it('of no removed offer of which nothing is to come, and of none that stays', () => {
    expect(warnings({ changes: removed, uses: new Map([['mug', use(0)]]) })).toEqual([]);
    const changed = structuralDiff({ offers: [{ id: 'mug', a: 1 }] }, { offers: [{ id: 'mug', a: 2 }] });
    expect(warnings({ changes: changed, uses: new Map([['mug', use(2)]]) })).toEqual([]);
  });

  it('of a budget below what was given, not of one that is just used up', () => {
    const given = (points: bigint) => warnings({ given: new Map([['budget/campaign/june', points]]) });
    expect(given(101n)).toEqual([
      { code: 'budget_below_given', about: 'campaign/june', numbers: { budget: 100, given: 101 } },
    ]);
    expect(given(100n)).toEqual([]);
  });

  it('of a rung of the ladder that is higher than it was, not of one that is lower or new', () => {
    const ladder = (gold: object, ...more: readonly object[]) => ({
      tiers: { ladder: [{ id: 'silver' }, { id: 'gold', needs: gold }, ...more] },
    });
    const changed = (before: object, after: object) => warnings({ changes: structuralDiff(before, after) });
    expect(changed(ladder({ points: 500 }), ladder({ points: 600 }))).toEqual([
      { code: 'tier_harder', about: 'gold', numbers: { needed: 600, before: 500 } },
    ]);
    expect(changed(ladder({ points: 500 }), ladder({ points: 500, spend: '300.00' }))).toEqual([
      { code: 'tier_harder', about: 'gold', numbers: { needed: 300, before: 0 } },
    ]);
    expect(
      changed(ladder({ points: 500 }), ladder({ points: 400 }, { id: 'platinum', needs: { points: 900 } })),
    ).toEqual([]);
  });
});
