import { describe, expect, it } from '@jest/globals';
import { exceeded, newlyExceeded, type VelocityLimit, type VelocityMove } from './velocity.js';

const MINUTE = 60_000;
const limit: VelocityLimit = {
  id: 'shared',
  on: 'purchases',
  of: 'token',
  within: 'PT10M',
  milliseconds: 10 * MINUTE,
  times: null,
  points: null,
  least: null,
  members: 2,
  then: 'report',
};
const bought = (minute: number, member: string): VelocityMove => ({
  on: 'purchases',
  at: minute * MINUTE,
  points: [],
  neededUntil: (minute + 10) * MINUTE,
  member,
});
const asks = (member: string, minute = 5) => ({ points: [], now: minute * MINUTE, member });

describe('A limit of members on one token', () => {
  const full = [bought(1, 'ann'), bought(2, 'bob'), bought(3, 'ann')];

  it('lets as many different members through as it names, and says who they were', () => {
    expect(exceeded(limit, [bought(1, 'ann')], asks('bob'))).toBeUndefined();
    expect(exceeded(limit, full, asks('cid'))).toEqual({
      limit,
      measure: 'members',
      max: 2n,
      found: 2n,
      asked: 1n,
      members: ['ann', 'bob'],
      againAt: 12 * MINUTE,
    });
  });

  it('lets those through who came first, as often as they like, and whoever came too late not the next time either', () => {
    const more = [...full, bought(4, 'cid')];
    expect(['ann', 'bob', 'cid', 'dan'].map((member) => exceeded(limit, more, asks(member))?.found)).toEqual([
      undefined,
      undefined,
      3n,
      3n,
    ]);
    expect(exceeded(limit, more, asks('cid'))).toMatchObject({ asked: 0n, members: ['ann', 'bob', 'cid'] });
  });

  it('bounds nobody who is not known', () => {
    expect(exceeded(limit, full, { points: [], now: 5 * MINUTE })).toBeUndefined();
  });

  it('forgets who came longer ago, to the instant', () => {
    expect(exceeded(limit, [bought(1, 'ann'), bought(2, 'bob')], asks('cid', 11))).toBeUndefined();
    const { now } = asks('cid', 11);
    expect(exceeded(limit, [bought(1, 'ann'), bought(2, 'bob')], { ...asks('cid'), now: now - 1 })).toBeDefined();
  });

  it('is told once, when one too many comes', () => {
    expect(newlyExceeded([limit], full, asks('cid'))).toMatchObject([{ found: 2n, asked: 1n }]);
    const more = [...full, bought(4, 'cid')];
    expect(['cid', 'dan', 'ann'].flatMap((member) => newlyExceeded([limit], more, asks(member)))).toEqual([]);
  });

  it('bounds times as well where it says so', () => {
    const both = { ...limit, times: 3 };
    expect(exceeded(both, full, asks('ann'))).toMatchObject({ measure: 'times', found: 3n });
    expect(exceeded({ ...both, times: 4 }, full, asks('cid'))).toMatchObject({ measure: 'members' });
  });

  it('names a hundred at most', () => {
    const many = Array.from({ length: 103 }, (_, at) => bought(1, `m${at}`));
    expect(exceeded({ ...limit, members: 100 }, many, asks('cid'))).toMatchObject({ found: 103n, asked: 1n });
    expect(exceeded({ ...limit, members: 100 }, many, asks('cid'))?.members).toHaveLength(100);
  });
});
