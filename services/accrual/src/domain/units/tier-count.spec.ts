import type { TierCount } from '@loyalty/programme';
import { describe, expect, it } from '@jest/globals';
import { isLeft } from './tier-count.js';

const count = (kind: TierCount['kind'], purchase: string, points: bigint): TierCount => ({
  kind,
  purchase,
  member: 'mem_a',
  memberSince: 0,
  purchasedAt: 0,
  occurredAt: 0,
  counted: [{ wallet: 'points', points, spend: 0n }],
  visits: 0n,
});

describe('What is left of what a purchase counted', () => {
  it('is what it counted less what its own returns took, in each wallet', () => {
    const counts = [count('purchase', 'a', 32n), count('purchase', 'b', 5n), count('return', 'a', 16n)];
    const left = (points: bigint, wallet = 'points') =>
      isLeft({ counted: [{ wallet, points, spend: 7n }], visits: 1n }, 'a', counts);
    expect([left(16n), left(19n), left(16n, 'miles'), left(0n, 'miles')]).toEqual([true, false, false, true]);
  });
});
