import { describe, expect, it } from '@jest/globals';
import { NOTHING_COUNTED, tierStateOf, withCount, type CountedTiers, type TierCount } from './counted-tiers.js';
import { rulesOf } from './tier-rules.fixture.js';
import { withTierEvent, type TierCountEvent, type ToldCount } from './tier-count-event.js';
import { newTierState, tierAt } from './tier-state.js';

const at = (text: string) => Date.parse(text);
const JOINED = at('2026-01-01T00:00:00Z');

function bought(purchase: string, on: string, points: bigint, wallet = 'points'): TierCount {
  const occurredAt = at(`${on}T12:00:00Z`);
  const counted = [
    { wallet: 'stars', points: 1n, spend: 7n },
    { wallet, points, spend: points * 100n },
  ];
  return {
    member: 'mem_1',
    memberSince: JOINED,
    kind: 'purchase',
    purchase,
    purchasedAt: occurredAt,
    occurredAt,
    counted,
    visits: 1n,
  };
}
const countedAll = (...counts: readonly TierCount[]) =>
  counts.reduce<CountedTiers>((before, count) => withCount(before, count), NOTHING_COUNTED);

describe('What a member counted', () => {
  const [POINTS, STARS] = [rulesOf(), rulesOf({ wallet: 'stars' })];
  const now = at('2026-06-01T00:00:00Z');

  it('is read by each version’s rules, also after another has read it', () => {
    const counted = countedAll(bought('a', '2026-02-01', 500n));
    expect(tierAt(POINTS, tierStateOf(POINTS, counted, JOINED), now).id).toBe('silver');
    expect(tierAt(STARS, tierStateOf(STARS, counted, JOINED), now).id).toBe('bronze');
    expect(tierAt(POINTS, tierStateOf(POINTS, counted, JOINED), now).id).toBe('silver');
  });

  it('is the same read on from where it stood and read from the first count', () => {
    const counts = [bought('a', '2026-02-01', 500n), bought('b', '2026-01-15', 300n), bought('c', '2026-03-01', 200n)];
    let readOn = NOTHING_COUNTED;
    for (const count of counts) {
      readOn = withCount(readOn, count);
      tierStateOf(POINTS, readOn, JOINED);
    }
    const anew = tierStateOf(POINTS, countedAll(...counts), JOINED);
    expect(tierStateOf(POINTS, readOn, JOINED)).toEqual(anew);
    expect(tierAt(POINTS, anew, now).id).toBe('gold');
  });

  it('has the money of the named wallet, and of the first one where none is named', () => {
    const movements = (wallet: string) =>
      tierStateOf(rulesOf({ wallet }), countedAll(bought('a', '2026-02-01', 5n)), 0).movements;
    expect(movements('points')[0]?.counts).toEqual({ points: 5n, spend: 500n, visits: 1n });
    expect(movements('')[0]?.counts).toEqual({ points: 0n, spend: 7n, visits: 1n });
  });

  it('is nothing since joining, while nothing was counted', () => {
    expect(tierStateOf(POINTS, NOTHING_COUNTED, JOINED)).toEqual(newTierState(JOINED));
  });
});

describe('What members counted together', () => {
  const told = (member: string, purchase: string, memberSince: number): ToldCount => ({
    member,
    memberSince,
    kind: 'purchase',
    purchase,
    purchasedAt: JOINED,
    occurredAt: JOINED,
    counted: [{ wallet: 'points', points: 5n, spend: '500' }],
    visits: 1,
  });
  const contributed = (...count: Parameters<typeof told>): TierCountEvent => ({
    type: 'TierContributed',
    ...told(...count),
  });
  const leaves = (...members: readonly string[]): TierCountEvent => ({
    type: 'TierCountsMovedOut',
    members,
    whole: false,
  });

  it('is without the one who parts as if that one had never come, and begins with the membership of who stays', () => {
    const events: readonly TierCountEvent[] = [
      { type: 'TierCountsMovedIn', counts: [told('ann', 'a', 1), told('ann', 'b', 2)] },
      contributed('bob', 'c', 7),
      contributed('ann', 'd', 2),
    ];
    const together = events.reduce(withTierEvent, NOTHING_COUNTED);
    expect([together.memberSince, together.counts.map(({ purchase }) => purchase)]).toEqual([1, ['a', 'b', 'c', 'd']]);
    expect(withTierEvent(together, leaves('ann'))).toEqual(withTierEvent(NOTHING_COUNTED, contributed('bob', 'c', 7)));
    expect(withTierEvent(together, leaves('ann', 'bob'))).toEqual(NOTHING_COUNTED);
    expect(withTierEvent(together, { type: 'TierCountsMovedOut', members: ['ann'], whole: true })).toEqual(
      NOTHING_COUNTED,
    );
  });
});
