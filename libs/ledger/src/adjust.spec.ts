import { describe, expect, it } from '@jest/globals';
import { Ledger, at, eventsOf, lastOf, partsOf, refusalOf, typesOf } from './ledger.fixture.js';

describe('Adjust upwards', () => {
  it('makes a Lot, and says who and why', () => {
    const ledger = new Ledger('2026-01-05');
    const day = at('2026-01-05');
    expect(eventsOf(ledger.adjustUp('L1', { points: 50, expires: '2026-12-31' }))).toEqual([
      {
        type: 'PointsAdjusted',
        adjustment: 'adj_1',
        reason: 'goodwill',
        actor: 'key_eve',
        member: 'mem_ann',
        occurredAt: day,
        lots: [
          {
            lot: 'L1',
            wallet: 'points',
            points: 50n,
            earnedAt: day,
            availableAt: day,
            expiresAt: at('2026-12-31'),
            member: 'mem_ann',
          },
        ],
        slices: [],
        owed: [],
        repaid: [],
        changes: [{ wallet: 'points', available: 50n, held: 0n, pending: 0n, shortfall: 0n }],
        balances: [{ wallet: 'points', available: 50n, held: 0n, pending: 0n, shortfall: 0n }],
        nextDueAt: at('2026-12-31'),
      },
    ]);
  });

  it('can make points that are pending', () => {
    const ledger = new Ledger();
    ledger.adjustUp('L1', { points: 50, available: '2026-02-01' });
    expect(ledger.balance()).toBe('0 0 50 0');
  });

  it('repays what is owed, and matures and expires by its own dates', () => {
    const ledger = new Ledger();
    ledger.adjustDown(30, { allowNegative: true });
    const decision = ledger.adjustUp('L1', { points: 50 });
    expect(partsOf(lastOf(decision, 'PointsAdjusted').repaid)).toBe('L1 30');
    expect(ledger.balance()).toBe('20 0 0 0');

    const late = ledger
      .on('2026-03-01')
      .adjustUp('L2', { points: 5, expires: '2026-02-01' }, { occurred: '2026-01-15' });
    expect(typesOf(late)).toBe('PointsAdjusted PointsExpired');
  });

  it('refuses no points, a Lot that is there, and a Lot that ends before it begins', () => {
    const ledger = new Ledger();
    expect(refusalOf(ledger.adjustUp('L1', { points: 0 }))).toEqual({ reason: 'points_not_positive', points: 0n });
    ledger.adjustUp('L1', { points: 1 });
    expect(refusalOf(ledger.adjustUp('L1', { points: 1 }))).toEqual({ reason: 'lot_already_issued', lot: 'L1' });
    expect(refusalOf(ledger.adjustUp('L2', { points: 1, expires: '2026-01-01' }))).toMatchObject({
      reason: 'lot_expires_before_available',
    });
  });

  it('refuses what an Account cannot hold', () => {
    const ledger = new Ledger();
    ledger.adjustUp('L1', { points: Number.MAX_SAFE_INTEGER });
    expect(refusalOf(ledger.adjustUp('L2', { points: 1 }))).toMatchObject({ reason: 'too_many_points' });
  });
});

describe('Adjust downwards', () => {
  it('walks the burn order', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 50 }, L2: { points: 50, expires: '2026-12-31' } });
    const event = lastOf(ledger.adjustDown(60, { allowNegative: false }), 'PointsAdjusted');
    expect(partsOf(event.slices)).toBe('L2 50, L1 10');
    expect(event).toMatchObject({ reason: 'mistake', actor: 'key_eve', owed: [], lots: [] });
    expect(ledger.balance()).toBe('40 0 0 0');
  });

  it('takes exactly what is there, with nothing owed', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 50 } });
    expect(lastOf(ledger.adjustDown(50, { allowNegative: true }), 'PointsAdjusted').owed).toEqual([]);
    expect(ledger.balance()).toBe('0 0 0 0');
  });

  it('refuses to go below zero, unless it is allowed', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 50 } });
    expect(refusalOf(ledger.adjustDown(51, { allowNegative: false }))).toEqual({
      reason: 'insufficient_points',
      wallet: 'points',
      available: 50n,
      needed: 51n,
      held: [],
    });
    const event = lastOf(ledger.adjustDown(51, { allowNegative: true }), 'PointsAdjusted');
    expect(partsOf(event.slices)).toBe('L1 50');
    expect(event.owed).toEqual([{ wallet: 'points', points: 1n }]);
    expect(ledger.balance()).toBe('-1 0 0 0');
  });

  it('can overdraw a Wallet that was never used, and leaves held points alone', () => {
    const ledger = new Ledger();
    ledger.adjustDown(5, { allowNegative: true, wallet: 'miles' });
    expect(ledger.balance('miles')).toBe('-5 0 0 0');

    ledger.earn({ L1: { points: 50 } });
    ledger.hold('H1', 50, '2026-02-01');
    ledger.adjustDown(20, { allowNegative: true });
    expect(ledger.balance()).toBe('-20 50 0 0');
  });

  it('refuses no points, and is never earlier than its Lots', () => {
    const ledger = new Ledger('2026-01-05');
    ledger.earn({ L1: { points: 50 } });
    expect(refusalOf(ledger.adjustDown(0, { allowNegative: true }))).toEqual({
      reason: 'points_not_positive',
      points: 0n,
    });
    const decision = ledger.adjustDown(5, { allowNegative: false, occurred: '2026-01-01' });
    expect(lastOf(decision, 'PointsAdjusted').occurredAt).toBe(at('2026-01-05'));
    const owed = ledger.adjustDown(5, { allowNegative: true, wallet: 'miles', occurred: '2026-01-01' });
    expect(lastOf(owed, 'PointsAdjusted').occurredAt).toBe(at('2026-01-01'));
  });

  it('books what fell due before it', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 10, expires: '2026-02-01' }, L2: { points: 10 } });
    expect(typesOf(ledger.on('2026-02-01').adjustDown(10, { allowNegative: false }))).toBe(
      'PointsExpired PointsAdjusted',
    );
    ledger.on('2026-01-01').earn({ L3: { points: 10, expires: '2026-03-01' } });
    expect(typesOf(ledger.on('2026-03-01').adjustUp('L4', { points: 10 }))).toBe('PointsExpired PointsAdjusted');
  });
});
