import { describe, expect, it } from '@jest/globals';
import { limitSaid } from './limit-said.js';
import { velocityFold, type VelocityTold } from './velocity-fold.js';

const COUNTED = { type: 'VelocityCounted', on: 'purchases', of: 'member', member: 'mem_1' } as const;
const counted = (occurredAt: number, of: 'member' | 'token' = 'member'): VelocityTold => ({
  ...COUNTED,
  of,
  points: [{ wallet: 'points', points: 9_007_199_254_740_993n }],
  occurredAt,
  neededUntil: occurredAt + 10,
});
const folded = (...events: readonly VelocityTold[]) => events.reduce(velocityFold.evolve, velocityFold.initial());
const move = (at: number) => {
  const points = [{ wallet: 'points', points: 9_007_199_254_740_993n }];
  return { on: 'purchases', at, points, neededUntil: at + 10 };
};

describe('What was done lately, as a stream', () => {
  it('is what was counted, while a limit looks at it; what was noticed counts as none', () => {
    expect(folded()).toEqual([]);
    expect(folded(counted(1), { type: 'PatternNoticed' }, counted(10), counted(11))).toEqual([move(10), move(11)]);
  });

  it('names the member only of a token, which many may show', () => {
    expect(folded(counted(1, 'token'))).toEqual([{ ...move(1), member: 'mem_1' }]);
  });

  it('is the same from a snapshot', () => {
    const { write, read } = velocityFold.snapshot;
    const moves = folded(counted(1), counted(2, 'token'));
    expect(read(write(moves))).toEqual(moves);
  });
});

describe('A limit that was gone beyond', () => {
  const points = { wallet: 'points', max: 9n };
  const shape = { id: 'burst', on: 'purchases', of: 'till', within: 'P1D', milliseconds: 1, least: null } as const;
  const limit = { ...shape, times: 2, points, then: 'review' } as const;
  const said = { limit: 'burst', on: 'purchases', of: 'till', within: 'P1D', max: 2n, found: 2n, asked: 1n };
  const numbers = { max: 2n, found: 2n, asked: 1n, againAt: 7 };

  it('is said with its wallet where points went beyond it, and else without', () => {
    expect(limitSaid({ limit, measure: 'times', ...numbers })).toEqual({ ...said, measure: 'times' });
    const beyond = limitSaid({ limit, measure: 'points', ...numbers });
    expect(beyond).toEqual({ ...said, measure: 'points', wallet: 'points' });
  });

  it('names who was found, and what it follows', () => {
    const after = { ...limit, after: 'contact_change' } as const;
    const beyond = limitSaid({ limit: after, measure: 'members', ...numbers, members: ['mem_1'], changedAt: 0 });
    expect(beyond).toEqual({ ...said, measure: 'members', members: ['mem_1'], after: 'contact_change', changedAt: 0 });
  });
});
