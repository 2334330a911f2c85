import { describe, expect, it } from '@jest/globals';
import { NOTHING_COUNTED } from './counted-tiers.js';
import { withTierEvent, type ToldCount } from './tier-count-event.js';

const told = (member: string, purchase: string): ToldCount => ({
  ...{ member, memberSince: 5, kind: 'purchase', purchase, purchasedAt: 10, occurredAt: 10 },
  ...{ counted: [{ wallet: 'points', points: 7n, spend: '123456789012345678901' }], visits: 1 },
});

describe('What tiers count, as the log tells it', () => {
  it('is exact, whoever brings it, and gone with who leaves', () => {
    const one = withTierEvent(NOTHING_COUNTED, { type: 'TierContributed', ...told('ann', 'a') });
    expect(one).toMatchObject({
      counts: [
        {
          ...{ member: 'ann', purchase: 'a', visits: 1n },
          counted: [{ wallet: 'points', points: 7n, spend: 123_456_789_012_345_678_901n }],
        },
      ],
    });
    const two = withTierEvent(one, { type: 'TierCountsMovedIn', counts: [told('bob', 'b')] });
    expect(two).toMatchObject({ counts: [{ member: 'ann' }, { member: 'bob' }] });
    expect(withTierEvent(two, { type: 'TierCountsMovedOut', members: ['bob'], whole: false })).toEqual(one);
  });
});
