import { describe, expect, it } from '@jest/globals';
import { type BurnKey, burnOrder, split } from './burn-order.js';
import { Ledger, partsOf } from './ledger.fixture.js';
import type { Slice } from './nouns.js';

const day = 86_400_000;

function key(lot: string, { expiresAt = null, earnedAt = 0 }: Partial<BurnKey> = {}): BurnKey {
  return { lot, expiresAt, earnedAt };
}

function slice(lot: string, points: bigint, wallet = 'points'): Slice {
  return { lot, wallet, points, earnedAt: 0, expiresAt: null, member: 'mem_ann' };
}

describe('Burn order', () => {
  it.each<[string, BurnKey, BurnKey]>([
    ['the soonest to expire first', key('B', { expiresAt: day }), key('A', { expiresAt: 2 * day })],
    ['never-expiring last', key('B', { expiresAt: day, earnedAt: day }), key('A')],
    ['at one expiry the first earned', key('B', { expiresAt: day }), key('A', { expiresAt: day, earnedAt: 1 })],
    ['among the never-expiring the first earned', key('B'), key('A', { earnedAt: 1 })],
    ['else by lot id', key('A', { expiresAt: day }), key('B', { expiresAt: day })],
  ])('takes %s', (_rule, one, other) => {
    expect(burnOrder(one, other)).toBeLessThan(0);
    expect(burnOrder(other, one)).toBeGreaterThan(0);
    expect(burnOrder(one, { ...one })).toBe(0);
  });

  it('is the same however the Lots arrived', () => {
    const ledger = new Ledger('2026-01-05');
    ledger.earn({ L3: { points: 80 }, L0: { points: 5 } });
    ledger.on('2026-01-04').earn({ L9: { points: 7 } });
    ledger.earn({ L2: { points: 50, expires: '2026-12-31' }, L1: { points: 100, expires: '2027-01-31' } });
    expect(ledger.lots()).toBe('L2 50, L1 100, L9 7, L0 5, L3 80');
  });
});

describe('Split of slices', () => {
  it('takes the first points and leaves the others, Wallet by Wallet', () => {
    const slices = [slice('A', 10n), slice('S', 4n, 'stamps'), slice('B', 10n)];
    const { taken, left } = split(slices, [
      { wallet: 'points', points: 12n },
      { wallet: 'stamps', points: 4n },
    ]);
    expect(partsOf(taken)).toBe('A 10, S 4, B 2');
    expect(partsOf(left)).toBe('B 8');
  });

  it('adds up what is asked of one Wallet in parts, and takes nothing of the others', () => {
    const { taken, left } = split(
      [slice('A', 10n), slice('S', 4n, 'stamps')],
      [
        { wallet: 'points', points: 2n },
        { wallet: 'points', points: 3n },
      ],
    );
    expect(partsOf(taken)).toBe('A 5');
    expect(partsOf(left)).toBe('A 5, S 4');
  });

  it('takes all there is where more is asked', () => {
    const { taken, left } = split([slice('A', 10n)], [{ wallet: 'points', points: 11n }]);
    expect(partsOf(taken)).toBe('A 10');
    expect(left).toEqual([]);
  });
});
