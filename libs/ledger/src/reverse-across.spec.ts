import { describe, expect, it } from '@jest/globals';
import { Ledger, at, lastOf, partsOf } from './ledger.fixture.js';
import { refundSlices } from './refund.js';
import { reverse } from './reverse.js';

describe('Reverse, across Wallets', () => {
  it('takes from each Wallet what the units made there', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 10 }, S1: { points: 5, wallet: 'stamps' }, S2: { points: 9, wallet: 'stamps' } });
    const now = at('2026-01-02');
    const made = [
      { lot: 'L1', wallet: 'points', points: 15n },
      { lot: 'S1', wallet: 'stamps', points: 4n },
    ];
    const asked = { member: 'mem_ann', occurredAt: now, now, policy: 'unlimited' as const, made };
    const event = lastOf(reverse(asked, ledger.account), 'PointsReversed');
    expect(partsOf(event.slices)).toBe('L1 10, S1 4');
    expect(event.owed).toEqual([{ wallet: 'points', points: 5n }]);
  });

  it('is owed by each Wallet on its own, and a credit to both repays both', () => {
    const ledger = new Ledger();
    ledger.adjustDown(3, { allowNegative: true });
    ledger.adjustDown(2, { allowNegative: true, wallet: 'stamps' });
    const decision = ledger.earn({ L1: { points: 10 }, S1: { points: 5, wallet: 'stamps' } });
    expect(partsOf(lastOf(decision, 'PointsEarned').repaid)).toBe('L1 3, S1 2');
    expect([ledger.balance(), ledger.balance('stamps')]).toEqual(['7 0 0 0', '3 0 0 0']);
  });

  it('can owe in a Wallet that the Account never had', () => {
    const ledger = new Ledger();
    ledger.reverse({ M1: 5 }, 'unlimited', { wallet: 'miles' });
    expect(ledger.balance('miles')).toBe('-5 0 0 0');
  });
});

describe('Reverse, across the parts of a Lot', () => {
  it('takes every part that was refunded by grace before any other Lot', () => {
    const ledger = new Ledger('2026-01-05');
    ledger.earn({ L1: { points: 100, expires: '2026-03-01' } });
    const { slices } = lastOf(ledger.burn(60), 'PointsBurned');
    ledger.on('2026-03-05').refund(refundSlices(slices, 20n), { grace: '2026-04-04' });
    ledger.on('2026-03-10').refund(refundSlices(slices, 40n, 20n), { grace: '2026-04-09' });
    ledger.earn({ L2: { points: 70, expires: '2026-04-03' } });
    const event = lastOf(ledger.reverse({ L1: 100 }, 'unlimited'), 'PointsReversed');
    expect(event.expiredBefore).toEqual([{ lot: 'L1', points: 40n }]);
    expect(partsOf(event.slices)).toBe('L1 20, L1 40');
    expect(ledger.lots()).toBe('L2 70');
  });

  it('takes of its parts the soonest to expire first', () => {
    const ledger = new Ledger('2026-01-05');
    ledger.earn({ L1: { points: 100, expires: '2026-03-01' } });
    const { slices } = lastOf(ledger.burn(100), 'PointsBurned');
    ledger.on('2026-03-05').refund(refundSlices(slices, 20n), { grace: '2026-04-04' });
    ledger.on('2026-03-10').refund(refundSlices(slices, 40n, 20n), { grace: '2026-04-09' });
    ledger.on('2026-03-20').refund(refundSlices(slices, 30n, 60n), { grace: '2026-04-19' });
    const event = lastOf(ledger.reverse({ L1: 70 }, 'unlimited'), 'PointsReversed');
    expect(event.slices.map(({ points, expiresAt }) => [points, expiresAt])).toEqual([
      [20n, at('2026-04-04')],
      [40n, at('2026-04-09')],
      [10n, at('2026-04-19')],
    ]);
  });
});
