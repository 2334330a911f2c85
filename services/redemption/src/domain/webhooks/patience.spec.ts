import { describe, expect, it } from '@jest/globals';
import { type Attempted, PATIENCE, whatNext } from './patience.js';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const refused: Attempted = { outcome: 'refused', status: 500, ms: 12 };
const failing = (attempts: number, more: { since?: number | null; now?: number; chance?: number } = {}) => ({
  attempts,
  since: null,
  now: 0,
  chance: 0.5,
  ...more,
});
const waitOf = (attempts: number, chance = 0.5, attempted = refused): number => {
  const next = whatNext(attempted, failing(attempts, { chance }), PATIENCE);
  if (next.kind !== 'again') throw new Error(next.kind);
  return next.at;
};

describe('Patience with a receiver', () => {
  it('ends with what was taken', () => {
    expect(whatNext({ outcome: 'delivered', status: 204, ms: 3 }, failing(7), PATIENCE)).toEqual({ kind: 'delivered' });
  });

  it('waits four times as long after each failure, and never longer than eight hours', () => {
    expect([1, 2, 3, 4, 9, 50].map((attempts) => waitOf(attempts) / SECOND)).toEqual([5, 20, 80, 320, 28_800, 28_800]);
  });

  it('lets those that failed together come back apart: a fifth sooner or later', () => {
    expect([waitOf(2, 0), waitOf(2, 0.999_999)]).toEqual([16_000, 24_000]);
  });

  it('waits as long as the receiver asks for, within the same bound', () => {
    expect(waitOf(1, 0.5, { ...refused, retryAfterMs: 60 * SECOND })).toBe(60 * SECOND);
    expect(waitOf(1, 0.5, { ...refused, retryAfterMs: 1_000 * HOUR })).toBe(8 * HOUR);
    expect(waitOf(4, 0.5, { ...refused, retryAfterMs: SECOND })).toBe(320 * SECOND);
  });

  it('ends after three days of failures, and says with which', () => {
    expect(whatNext(refused, failing(20, { since: 0, now: 72 * HOUR - 1 }), PATIENCE).kind).toBe('again');
    expect(whatNext(refused, failing(20, { since: 0, now: 72 * HOUR }), PATIENCE)).toEqual({
      kind: 'parked',
      reason: 'refused (500)',
    });
    const silent: Attempted = { outcome: 'timed_out', status: null, ms: 10_000 };
    expect(whatNext(silent, failing(20, { since: 0, now: 99 * HOUR }), PATIENCE)).toMatchObject({
      reason: 'timed_out',
    });
  });

  it('ends at once with a receiver that says it is gone', () => {
    expect(whatNext({ outcome: 'gone', status: 410, ms: 1 }, failing(1), PATIENCE)).toEqual({
      kind: 'parked',
      reason: 'gone (410)',
    });
  });
});
