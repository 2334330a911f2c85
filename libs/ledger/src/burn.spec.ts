import { describe, expect, it } from '@jest/globals';
import { Ledger, at, eventsOf, lastOf, partsOf, refusalOf, typesOf } from './ledger.fixture.js';

describe('Burn', () => {
  it('walks the Lots in burn order: soonest to expire first, never-expiring last', () => {
    const ledger = new Ledger('2026-01-05');
    ledger.earn({ L1: { points: 100, expires: '2027-01-31' } });
    ledger.on('2026-02-01').earn({ L2: { points: 50, expires: '2026-12-31' }, L3: { points: 80 } });

    const decision = ledger.burn(120);
    expect(partsOf(lastOf(decision, 'PointsBurned').slices)).toBe('L2 50, L1 70');
    expect(ledger.lots()).toBe('L1 30, L3 80');
  });

  it('says what it took, with the terms of the Lots, and what is left', () => {
    const ledger = new Ledger('2026-01-05');
    ledger.earn({ L1: { points: 100, expires: '2027-01-31', partner: 'bakery' } });
    const day = at('2026-01-05');
    expect(eventsOf(ledger.on('2026-01-06').burn(30))).toEqual([
      {
        type: 'PointsBurned',
        redemption: 'red_1',
        member: 'mem_ann',
        occurredAt: at('2026-01-06'),
        slices: [
          {
            lot: 'L1',
            wallet: 'points',
            points: 30n,
            earnedAt: day,
            expiresAt: at('2027-01-31'),
            member: 'mem_ann',
            partner: 'bakery',
          },
        ],
        released: [],
        repaid: [],
        changes: [{ wallet: 'points', available: -30n, held: 0n, pending: 0n, shortfall: 0n }],
        balances: [{ wallet: 'points', available: 70n, held: 0n, pending: 0n, shortfall: 0n }],
        nextDueAt: at('2027-01-31'),
      },
    ]);
  });

  it('takes all there is, and leaves no trace of the Lot in the state', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 100, expires: '2027-01-31' }, L2: { points: 1 } });
    ledger.burn(101);
    expect(ledger.account).toMatchObject({ places: undefined, pending: undefined, expired: undefined });
    expect(ledger.lots()).toBe('');
    expect(ledger.balance()).toBe('0 0 0 0');
  });

  it('refuses more than there is, with the numbers, and takes nothing', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 40 } });
    expect(refusalOf(ledger.burn(41))).toEqual({
      reason: 'insufficient_points',
      wallet: 'points',
      available: 40n,
      needed: 41n,
      held: [],
    });
    expect(refusalOf(ledger.burn({ miles: 1 }))).toMatchObject({ wallet: 'miles', available: 0n, needed: 1n });
    expect(ledger.balance()).toBe('40 0 0 0');
  });

  it('says how far below zero an overdrawn Account is', () => {
    const ledger = new Ledger();
    ledger.adjustDown(30, { allowNegative: true });
    expect(refusalOf(ledger.burn(1))).toMatchObject({ available: -30n });
  });

  it('does not spend pending points', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 40, available: '2026-02-01' } });
    expect(refusalOf(ledger.burn(1))).toMatchObject({ reason: 'insufficient_points' });
    expect(ledger.on('2026-02-01').burn(40).accepted).toBe(true);
  });

  it('cannot spend expired points though the job is late: at the instant itself they are over', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 40, expires: '2026-02-01' } });
    expect(ledger.on('2026-01-31T23:59:59.999Z').burn(1).accepted).toBe(true);
    expect(refusalOf(ledger.on('2026-02-01').burn(1))).toMatchObject({ available: 0n });
  });

  it('refuses to burn nothing', () => {
    const ledger = new Ledger();
    expect(refusalOf(ledger.burn(0))).toEqual({ reason: 'points_not_positive', points: 0n });
    expect(refusalOf(ledger.burn(-5))).toEqual({ reason: 'points_not_positive', points: -5n });
    expect(refusalOf(ledger.burn({}))).toEqual({ reason: 'no_points_named' });
  });

  it('burns from several Wallets at once', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 40 }, S1: { points: 10, wallet: 'stamps' } });
    ledger.burn({ points: 15, stamps: 10 });
    expect(ledger.balance()).toBe('25 0 0 0');
    expect(ledger.balance('stamps')).toBe('0 0 0 0');
  });

  it('is never earlier than the Lots it takes from, and else keeps its date', () => {
    const ledger = new Ledger('2026-01-05');
    ledger.earn({ L1: { points: 40 } });
    ledger.on('2026-01-10').earn({ L2: { points: 40 } });

    expect(lastOf(ledger.burn(10, { occurred: '2026-01-07' }), 'PointsBurned').occurredAt).toBe(at('2026-01-07'));
    expect(lastOf(ledger.burn(10, { occurred: '2026-01-02' }), 'PointsBurned').occurredAt).toBe(at('2026-01-05'));
    expect(lastOf(ledger.burn(30, { occurred: '2026-01-07' }), 'PointsBurned').occurredAt).toBe(at('2026-01-10'));
  });

  it('names the Member who spends besides the one who earned, as households need', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 40 } });
    const event = lastOf(ledger.burn(10, { member: 'mem_bob' }), 'PointsBurned');
    expect(event.member).toBe('mem_bob');
    expect(event.slices[0]?.member).toBe('mem_ann');
  });

  it('books what fell due before it', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 10, expires: '2026-02-01' }, L2: { points: 10 } });
    expect(typesOf(ledger.on('2026-02-02').burn(10))).toBe('PointsExpired PointsBurned');
  });
});
