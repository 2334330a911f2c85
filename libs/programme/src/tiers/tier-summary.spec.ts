import { describe, expect, it } from '@jest/globals';
import { programmeOf } from '../programme.fixture.js';
import { SPEND_SCALE, type Measures } from './measures.js';
import { tierProgress } from './progress.js';
import { bought, rulesOf, stateOf } from './tier-rules.fixture.js';
import { tellMeasure, tierSummary } from './tier-summary.js';
import type { TierRules } from './tier-rules.js';

const SINCE = '2025-03-10T09:00:00Z';

function summary(rules: TierRules, points: number, spend = points) {
  const state = stateOf(rules, SINCE, [bought('pur_1', '2025-05-01T10:00:00Z', points, { spend })]);
  const progress = tierProgress(rules, state, Date.parse('2025-06-01T00:00:00Z'));
  return tierSummary({ programme: programmeOf(), rules, progress });
}

/** The usual ladder, but needs of another kind. */
function ladderOf(...needs: readonly Partial<Measures>[]): TierRules {
  const { ladder } = rulesOf();
  const [bronze, ...higher] = ladder;
  return rulesOf({
    ladder: [bronze, ...higher.slice(0, needs.length).map((tier, at) => ({ ...tier, needs: needs[at] ?? {} }))],
  });
}

describe('A tier as a till shows it', () => {
  it('says what was counted, what is needed for the next, and until when it is good', () => {
    expect(summary(rulesOf(), 600)).toEqual({
      id: 'silver',
      until: Date.parse('2026-12-31T23:00:00Z'),
      progress: 600,
      next: { id: 'gold', needed: 400 },
    });
  });

  it('is lost never by who has the lowest, and has none above the highest', () => {
    expect(summary(rulesOf(), 120)).toEqual({
      id: 'bronze',
      until: null,
      progress: 120,
      next: { id: 'silver', needed: 380 },
    });
    expect(summary(rulesOf(), 2000)).toMatchObject({ id: 'platinum', next: null });
  });

  it('tells money as a decimal, where the ladder asks for spend alone', () => {
    const euros = (amount: bigint) => ({ spend: amount * 100n * SPEND_SCALE });
    expect(summary(ladderOf(euros(50n), euros(200n)), 0, 60)).toMatchObject({
      id: 'silver',
      progress: '60.00',
      next: { id: 'gold', needed: '140.00' },
    });
  });

  it('tells the first of points, spend and visits that the top asks for', () => {
    expect(summary(ladderOf({ visits: 3n }), 77)).toMatchObject({ progress: 1, next: { id: 'silver', needed: 2 } });
    expect(summary(ladderOf({ points: 100n, visits: 3n }), 77)).toMatchObject({ progress: 77, next: { needed: 23 } });
    expect(summary(ladderOf({ points: 100n }, { visits: 3n }), 77)).toMatchObject({ progress: 1 });
    expect(summary(ladderOf(), 77)).toMatchObject({ progress: 77, next: null });
    // One point is there, the visits are not: nothing of it is missing.
    expect(summary(ladderOf({ points: 1n, visits: 3n }), 77)).toMatchObject({ progress: 77, next: { needed: 0 } });
  });

  it('never tells what is missing too small, nor what was counted too great', () => {
    const progress = tierProgress(rulesOf(), stateOf(rulesOf(), SINCE, []), Date.parse(SINCE));
    const answer = { programme: programmeOf(), rules: rulesOf(), progress };
    const almost = 1250n * SPEND_SCALE - 1n;
    expect([tellMeasure('spend', almost, 'up', answer), tellMeasure('spend', almost, 'down', answer)]).toEqual([
      '12.50',
      '12.49',
    ]);
    expect(tellMeasure('spend', almost + 1n, 'up', answer)).toBe('12.50');
    expect(tellMeasure('spend', almost + 2n, 'up', answer)).toBe('12.51');
    expect(tellMeasure('visits', 7n, 'up', answer)).toBe(7);
    expect(summary(ladderOf({ spend: 100n * 100n * SPEND_SCALE + 1n }), 0, 60)).toMatchObject({
      next: { needed: '40.01' },
    });
  });
});
