import { describe, expect, it } from '@jest/globals';
import {
  applyMove,
  exceeded,
  limitsOn,
  neededUntil,
  newlyExceeded,
  NO_MOVES,
  readMoves,
  type VelocityLimit,
  type VelocityMove,
  writeMoves,
} from './velocity.js';

const MINUTE = 60_000;
const limit = (change: Partial<VelocityLimit> = {}): VelocityLimit => ({
  id: 'burst',
  on: 'redemptions',
  of: 'member',
  within: 'PT10M',
  milliseconds: 10 * MINUTE,
  times: 3,
  points: null,
  least: null,
  then: 'refuse',
  ...change,
});
const spent = (points: bigint, wallet = 'points') => [{ wallet, points }];
const at = (minute: number, points = 10n, change: Partial<VelocityMove> = {}): VelocityMove => ({
  on: 'redemptions',
  at: minute * MINUTE,
  points: spent(points),
  neededUntil: (minute + 10) * MINUTE,
  ...change,
});
const moved = (...moves: ReturnType<typeof at>[]) => moves.reduce<ReturnType<typeof applyMove>>(applyMove, NO_MOVES);

describe('A velocity limit', () => {
  it('lets through as many as it names, and no more; it says what it found and when again', () => {
    const asked = { points: spent(1n), now: 5 * MINUTE };
    expect(exceeded(limit(), moved(at(1), at(2)), asked)).toBeUndefined();
    expect(exceeded(limit(), moved(at(1), at(2), at(3)), asked)).toEqual({
      limit: limit(),
      measure: 'times',
      max: 3n,
      found: 3n,
      asked: 1n,
      againAt: 11 * MINUTE,
    });
  });

  it('counts any such time: what is just as long ago is out of it', () => {
    const moves = moved(at(1), at(2), at(3));
    expect(exceeded(limit(), moves, { points: spent(1n), now: 11 * MINUTE - 1 })).toMatchObject({ found: 3n });
    expect(exceeded(limit(), moves, { points: spent(1n), now: 11 * MINUTE })).toBeUndefined();
  });

  it('bounds points of one wallet, and looks at no other', () => {
    const points = limit({ times: null, points: { wallet: 'points', max: 100n } });
    const moves = moved(at(1, 30n), at(2, 60n), at(3, 500n, { points: spent(500n, 'stamps') }));
    const now = 5 * MINUTE;
    expect(exceeded(points, moves, { points: spent(10n), now })).toBeUndefined();
    expect(exceeded(points, moves, { points: spent(11n), now })).toMatchObject({
      measure: 'points',
      max: 100n,
      found: 90n,
      asked: 11n,
      againAt: 11 * MINUTE,
    });
    expect(exceeded(points, moves, { points: spent(41n), now })).toMatchObject({ againAt: 12 * MINUTE });
    expect(exceeded(points, moves, { points: spent(101n), now })).toMatchObject({ againAt: null });
    expect(exceeded(points, moves, { points: spent(999n, 'stamps'), now })).toBeUndefined();
    // Too much is there already, of which this takes nothing.
    const over = moved(at(1, 60n), at(2, 60n));
    expect(exceeded(points, over, { points: spent(999n, 'stamps'), now })).toBeUndefined();
  });

  it('looks at its own kind alone', () => {
    const gifts = limit({ on: 'gifts', times: 1 });
    expect(exceeded(gifts, moved(at(1)), { points: spent(1n), now: 2 * MINUTE })).toBeUndefined();
    const all = { limits: [gifts, limit(), limit({ of: 'till' })], reviewWithin: DAY };
    expect(limitsOn(all, 'gifts', 'member')).toEqual([gifts]);
    expect(limitsOn(all, 'gifts', 'till')).toEqual([]);
  });

  it('counts only what moves enough, where it says how much that is', () => {
    const loops = limit({ on: 'returns', times: 2, least: { wallet: 'points', points: 50n }, then: 'report' });
    const back = (minute: number, points: bigint) => at(minute, points, { on: 'returns' as const });
    const asked = { points: spent(50n), now: 5 * MINUTE };
    expect(exceeded(loops, moved(back(1, 50n), back(2, 49n)), asked)).toBeUndefined();
    expect(exceeded(loops, moved(back(1, 50n), back(2, 51n)), asked)).toMatchObject({ found: 2n, asked: 1n });
    expect(exceeded(loops, moved(back(1, 50n), back(2, 51n)), { ...asked, points: spent(49n) })).toBeUndefined();
  });

  it('that is only to be reported is told once, when it is crossed', () => {
    const limits = [limit({ then: 'report' }), limit({ id: 'other', then: 'refuse' })];
    const told = (...moves: ReturnType<typeof at>[]) =>
      newlyExceeded(limits, moved(...moves), { points: spent(1n), now: 5 * MINUTE }).map(({ limit: { id } }) => id);
    expect([told(at(1), at(2)), told(at(1), at(2), at(3)), told(at(1), at(2), at(3), at(4))]).toEqual([
      [],
      ['burst'],
      [],
    ]);
  });

  it('is the same from a snapshot', () => {
    const moves = moved(at(1, 9_007_199_254_740_993n), at(2));
    expect(readMoves(writeMoves(moves))).toEqual(moves);
  });

  it('forgets what nothing looks at any more', () => {
    expect(moved(at(1), at(2), at(11))).toEqual([at(2), at(11)]);
    expect(neededUntil([limit(), limit({ milliseconds: MINUTE })], 0)).toBe(10 * MINUTE);
  });
});

const DAY = { text: 'P1D', years: 0, months: 0, weeks: 0, days: 1, milliseconds: 0 };
