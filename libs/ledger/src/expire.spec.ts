import { describe, expect, it } from '@jest/globals';
import { Ledger, at, eventsOf, lastOf, typesOf } from './ledger.fixture.js';
import { entries } from './tree.js';

describe('Expire', () => {
  it('books what ran out unspent to breakage, at the instant at which it did', () => {
    const ledger = new Ledger('2026-01-05');
    const day = at('2026-01-05');
    ledger.earn({ L1: { points: 100, expires: '2026-02-01' }, L2: { points: 10 } });
    ledger.burn(30);
    expect(eventsOf(ledger.on('2026-02-20').expire())).toEqual([
      {
        type: 'PointsExpired',
        member: 'mem_ann',
        occurredAt: at('2026-02-01'),
        slices: [
          { lot: 'L1', wallet: 'points', points: 70n, earnedAt: day, expiresAt: at('2026-02-01'), member: 'mem_ann' },
        ],
        changes: [{ wallet: 'points', available: -70n, held: 0n, pending: 0n, shortfall: 0n }],
        balances: [{ wallet: 'points', available: 10n, held: 0n, pending: 0n, shortfall: 0n }],
        nextDueAt: null,
      },
    ]);
  });

  it('remembers what of a Lot expired, until a Return has counted it', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 100, expires: '2026-02-01' } });
    ledger.on('2026-02-01').expire();
    expect(entries(ledger.account.expired)).toEqual([{ lot: 'L1', points: 100n, member: 'mem_ann' }]);
    ledger.reverse({ L1: 30 }, 'unlimited');
    expect(entries(ledger.account.expired)).toEqual([{ lot: 'L1', points: 70n, member: 'mem_ann' }]);
  });

  it('remembers each Lot by itself', () => {
    const ledger = new Ledger();
    ledger.earn({
      L1: { points: 100, expires: '2026-02-01' },
      L2: { points: 50, expires: '2026-02-02' },
      L3: { points: 7, expires: '2026-02-03' },
    });
    ledger.on('2026-02-03').expire();
    const decision = ledger.reverse({ L3: 7, L1: 99, L2: 50 }, 'unlimited');
    expect(lastOf(decision, 'PointsReversed').expiredBefore).toEqual([
      { lot: 'L3', points: 7n },
      { lot: 'L1', points: 99n },
      { lot: 'L2', points: 50n },
    ]);
    expect(entries(ledger.account.expired)).toEqual([{ lot: 'L1', points: 1n, member: 'mem_ann' }]);
  });

  it('leaves points alone that never expire, and an Account that has none', () => {
    const ledger = new Ledger();
    expect(typesOf(ledger.expire())).toBe('');
    ledger.earn({ L1: { points: 100 } });
    expect(typesOf(ledger.on('2126-01-01').expire())).toBe('');
  });

  it('expires nothing that is held, and what of the Lot is not held', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 100, expires: '2026-02-01' } });
    ledger.hold('H1', 60, '2026-03-01');
    expect(lastOf(ledger.on('2026-02-01').expire(), 'PointsExpired').slices[0]?.points).toBe(40n);
    expect(ledger.balance()).toBe('0 60 0 0');
  });
});
