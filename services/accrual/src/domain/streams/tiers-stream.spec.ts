import type { TierContributed } from '@loyalty/contracts';
import { describe, expect, it } from '@jest/globals';
import { tiersStream } from './tiers-stream.js';

const BOUGHT: TierContributed = {
  type: 'TierContributed',
  programme: 'tea',
  member: 'mem_1',
  account: 'acc_1',
  kind: 'purchase',
  purchase: 'pur_1',
  purchasedAt: 10,
  occurredAt: 10,
  memberSince: 5,
  counted: [{ wallet: 'points', points: 9_007_199_254_740_991n, spend: '123456789012345678901234567890' }],
  visits: 1,
};
const BACK: TierContributed = { ...BOUGHT, kind: 'return', return: 'ret_1', occurredAt: 20, memberSince: 7, visits: 0 };

describe('What an account has counted towards tiers', () => {
  it('stands in the order of arrival, with the first instant of membership that was told', () => {
    const state = [BOUGHT, BACK].reduce(tiersStream.evolve, tiersStream.initial('s'));
    expect(state.memberSince).toBe(5);
    expect(state.counts.map(({ kind, occurredAt }) => [kind, occurredAt])).toEqual([
      ['purchase', 10],
      ['return', 20],
    ]);
  });

  it('is the same from the log and from a snapshot, to the last digit', () => {
    const events = [BOUGHT, BACK].map(tiersStream.encode).map(tiersStream.decode);
    expect(events).toEqual([BOUGHT, BACK]);
    const state = events.reduce(tiersStream.evolve, tiersStream.initial('s'));
    const { write, read } = tiersStream.snapshot ?? { write: String, read: () => undefined };
    expect(read(write(state))).toEqual(state);
    expect(state.counts[0]?.counted[0]?.spend).toBe(123456789012345678901234567890n);
  });
});
