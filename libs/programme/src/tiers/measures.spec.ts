import { describe, expect, it } from '@jest/globals';
import { reachedRank } from './measures.js';
import type { TierRules } from './tier-rules.js';

describe('The tier that is reached', () => {
  const ladder = [
    { id: null, name: { en: 'none', ru: 'нет' }, needs: {} },
    { id: 'gold', name: { en: 'Gold', ru: 'Золото' }, needs: { points: 5n, visits: 2n } },
  ] as unknown as TierRules['ladder'];

  it.each([
    ['any', 0n, 0n, 0],
    ['any', 5n, 0n, 1],
    ['any', 0n, 2n, 1],
    ['all', 0n, 0n, 0],
    ['all', 5n, 1n, 0],
    ['all', 5n, 2n, 1],
  ] as const)(
    'is what everybody has, or one whose needs are met: %s of them by %s points and %s visits',
    (match, points, visits, rank) => {
      const rules = { ladder, match } as unknown as TierRules;
      expect(reachedRank(rules, { points, spend: 0n, visits })).toBe(rank);
    },
  );
});
