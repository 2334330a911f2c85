import { describe, expect, it } from '@jest/globals';
import { contactChangesWithin, exceeded, newlyExceeded, type VelocityLimit, type VelocityMove } from './velocity.js';

const MINUTE = 60_000;
const after = (change: Partial<VelocityLimit> = {}): VelocityLimit => ({
  id: 'moved',
  on: 'redemptions',
  of: 'member',
  within: 'PT10M',
  milliseconds: 10 * MINUTE,
  times: 0,
  points: null,
  least: null,
  after: 'contact_change',
  then: 'review',
  ...change,
});
const spent = (points: bigint) => [{ wallet: 'points', points }];
const at = (minute: number, points = 10n): VelocityMove => ({
  on: 'redemptions',
  at: minute * MINUTE,
  points: spent(points),
  neededUntil: (minute + 10) * MINUTE,
});
const asked = (minute: number, changes: readonly number[], points = 10n) => ({
  points: spent(points),
  now: minute * MINUTE,
  contactChanges: changes.map((each) => each * MINUTE),
});

describe('A limit after a change of contact', () => {
  it('lets nothing through where it says no more, until its time is over', () => {
    expect(exceeded(after(), [], asked(5, [3]))).toEqual({
      limit: after(),
      measure: 'times',
      max: 0n,
      found: 0n,
      asked: 1n,
      changedAt: 3 * MINUTE,
      againAt: 13 * MINUTE,
    });
    const end = asked(13, [3]);
    expect(exceeded(after(), [], { ...end, now: end.now - 1 })).toMatchObject({ changedAt: 3 * MINUTE });
    expect(exceeded(after(), [], end)).toBeUndefined();
  });

  it('bounds nothing where no contact was changed', () => {
    expect(exceeded(after(), [at(1), at(2)], asked(5, []))).toBeUndefined();
    expect(exceeded(after(), [at(1)], { points: spent(1n), now: 5 * MINUTE })).toBeUndefined();
  });

  it('counts from the change on, and its instant with it: what was spent before is not held against the member', () => {
    const points = after({ times: null, points: { wallet: 'points', max: 100n } });
    expect(exceeded(points, [at(1, 500n), at(3, 60n)], asked(5, [3], 40n))).toBeUndefined();
    expect(exceeded(points, [at(1, 500n), at(3, 60n)], asked(5, [3], 41n))).toMatchObject({
      measure: 'points',
      found: 60n,
      asked: 41n,
    });
  });

  it('gives no room to who changes it again, but from the later change on when the first is left behind', () => {
    const points = after({ times: null, points: { wallet: 'points', max: 100n } });
    const moves = [at(2, 90n), at(6, 20n)];
    expect(exceeded(points, moves, asked(7, [1, 5], 50n))).toMatchObject({
      changedAt: 1 * MINUTE,
      found: 110n,
      againAt: 11 * MINUTE,
    });
    expect(exceeded(points, moves, asked(7, [1, 5], 80n))).toMatchObject({ againAt: 11 * MINUTE });
    expect(exceeded(points, moves, asked(7, [1, 5], 81n))).toMatchObject({ againAt: 15 * MINUTE });
    // What was spent at the very instant of the later change is after it.
    expect(exceeded(points, [at(2, 90n), at(5, 20n)], asked(7, [1, 5], 81n))).toMatchObject({ againAt: 15 * MINUTE });
    expect(exceeded(points, moves, asked(11, [1, 5], 50n))).toBeUndefined();
  });

  it('that is only to be reported is told once', () => {
    const limit = after({ then: 'report' });
    expect(newlyExceeded([limit], [], asked(5, [3]))).toMatchObject([{ changedAt: 3 * MINUTE }]);
    expect(newlyExceeded([limit], [at(4)], asked(5, [3]))).toEqual([]);
  });

  it('says how far back changes are needed', () => {
    const { after: _none, ...other } = after({ milliseconds: 99 * MINUTE });
    expect(contactChangesWithin([after(), other, after({ milliseconds: MINUTE })])).toBe(10 * MINUTE);
    expect(contactChangesWithin([other])).toBe(0);
  });
});
