import { describe, expect, it } from '@jest/globals';
import { emptyAccount } from './account.js';
import { availableAt, balanceAt, bookedAt } from './balance.js';
import { Ledger, at } from './ledger.fixture.js';

describe('Balance', () => {
  it('says what can be spent, what is held, what is pending, and when each of it changes', () => {
    const ledger = new Ledger();
    ledger.earn({
      L1: { points: 100, expires: '2026-12-31' },
      L2: { points: 50, expires: '2026-06-30' },
      L3: { points: 7, expires: '2026-12-31' },
      L4: { points: 80 },
      L5: { points: 20, available: '2026-03-01' },
    });
    ledger.hold('H1', 60, '2026-01-20');
    expect(balanceAt(ledger.account, at('2026-01-02'))).toEqual([
      {
        wallet: 'points',
        available: 177n,
        held: 60n,
        pending: 20n,
        shortfall: 0n,
        expiring: [{ at: at('2026-12-31'), points: 97n }],
        pendingBy: [{ at: at('2026-03-01'), points: 20n }],
        holds: [{ hold: 'H1', points: 60n, lapsesAt: at('2026-01-20') }],
      },
    ]);
  });

  it('counts what is due but not booked yet as booked', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 100, expires: '2026-02-01' }, L2: { points: 20, available: '2026-02-01' } });
    ledger.hold('H1', 60, '2026-01-20');
    const before = balanceAt(ledger.account, at('2026-01-31T23:59:59.999Z'));
    const after = balanceAt(ledger.account, at('2026-02-01'));
    expect(before).toMatchObject([{ available: 100n, held: 0n, pending: 20n, holds: [] }]);
    expect(after).toMatchObject([{ available: 20n, held: 0n, pending: 0n, expiring: [], pendingBy: [] }]);
    expect(ledger.balance()).toBe('40 60 20 0');
  });

  it('lists what expires the soonest first, one sum for each instant', () => {
    const ledger = new Ledger();
    ledger.earn({
      L1: { points: 1, expires: '2026-05-01' },
      L2: { points: 2, expires: '2026-04-01' },
      L3: { points: 4, expires: '2026-05-01' },
    });
    expect(balanceAt(ledger.account, at('2026-01-01'))[0]?.expiring).toEqual([
      { at: at('2026-04-01'), points: 2n },
      { at: at('2026-05-01'), points: 5n },
    ]);
  });

  it('lists what is pending by when it comes, and last what awaits an action', () => {
    const ledger = new Ledger();
    ledger.earn({
      A: { points: 1, available: null, awaits: 'shipped' },
      B: { points: 2, available: '2026-05-01' },
      C: { points: 4, available: '2026-04-01' },
      D: { points: 8, available: '2026-05-01' },
      E: { points: 16, available: null, awaits: 'shipped' },
      F: { points: 32, available: '2026-06-01' },
      S: { points: 3, available: '2026-04-01', wallet: 'stamps' },
    });
    const [points, stamps] = balanceAt(ledger.account, at('2026-01-01'));
    expect(points?.pendingBy).toEqual([
      { at: at('2026-04-01'), points: 4n },
      { at: at('2026-05-01'), points: 10n },
      { at: at('2026-06-01'), points: 32n },
      { at: null, points: 17n },
    ]);
    expect(stamps?.pendingBy).toEqual([{ at: at('2026-04-01'), points: 3n }]);
  });

  it('lists the holds of each Wallet, the first to lapse first', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 100 }, S1: { points: 9, wallet: 'stamps' } });
    ledger.hold('H1', { points: 10, stamps: 4 }, '2026-03-01');
    ledger.hold('H2', 20, '2026-02-01');
    ledger.hold('H3', 5, '2026-02-15');
    ledger.void('H3');
    const [points, stamps] = balanceAt(ledger.account, at('2026-01-01'));
    expect(points?.holds).toEqual([
      { hold: 'H2', points: 20n, lapsesAt: at('2026-02-01') },
      { hold: 'H1', points: 10n, lapsesAt: at('2026-03-01') },
    ]);
    expect(stamps?.holds).toEqual([{ hold: 'H1', points: 4n, lapsesAt: at('2026-03-01') }]);
  });

  it('tells a Shortfall beside the sum, and what is owed as a negative balance', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 10 } });
    ledger.burn(10);
    ledger.reverse({ L1: 4 }, 'within_balance');
    ledger.reverse({ L1: 6 }, 'unlimited');
    expect(balanceAt(ledger.account, at('2026-01-01'))).toMatchObject([{ available: -6n, shortfall: 4n }]);
    expect(availableAt(ledger.account, 'points', at('2026-01-01'))).toBe(-6n);
  });

  it('says what can be spent of one Wallet, nothing of one that was never used', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 10, expires: '2026-02-01' } });
    expect(availableAt(ledger.account, 'points', at('2026-01-31'))).toBe(10n);
    expect(availableAt(ledger.account, 'points', at('2026-02-01'))).toBe(0n);
    expect(availableAt(ledger.account, 'miles', at('2026-01-01'))).toBe(0n);
    expect(balanceAt(emptyAccount, at('2026-01-01'))).toEqual([]);
  });

  it('books nothing by being read', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 10, expires: '2026-02-01' } });
    const { account } = ledger;
    expect(bookedAt(account, at('2026-01-15'))).toBe(account);
    expect(bookedAt(account, at('2026-02-01')).version).toBe(2);
    expect(account.version).toBe(1);
  });
});
