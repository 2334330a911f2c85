import { describe, expect, it } from '@jest/globals';
import { Ledger, at, eventsOf, lastOf, partsOf, refusalOf, typesOf } from './ledger.fixture.js';

function withHold(points = 60): Ledger {
  const ledger = new Ledger('2026-01-05T10:00:00Z');
  ledger.earn({ L1: { points: 100 } });
  ledger.hold('H1', points, '2026-01-05T10:15:00Z');
  return ledger;
}

describe('Capture', () => {
  it('spends the held points', () => {
    const ledger = withHold();
    const decision = ledger.capture('H1');
    const earnedAt = at('2026-01-05T10:00:00Z');
    expect(eventsOf(decision)).toEqual([
      {
        type: 'PointsBurned',
        redemption: 'red_1',
        hold: 'H1',
        member: 'mem_ann',
        occurredAt: earnedAt,
        slices: [{ lot: 'L1', wallet: 'points', points: 60n, earnedAt, expiresAt: null, member: 'mem_ann' }],
        released: [],
        repaid: [],
        changes: [{ wallet: 'points', available: 0n, held: -60n, pending: 0n, shortfall: 0n }],
        balances: [{ wallet: 'points', available: 40n, held: 0n, pending: 0n, shortfall: 0n }],
        nextDueAt: null,
      },
    ]);
  });

  it('spends a part and releases the rest', () => {
    const ledger = withHold();
    const decision = ledger.capture('H1', 45);
    expect(partsOf(lastOf(decision, 'PointsBurned').slices)).toBe('L1 45');
    expect(partsOf(lastOf(decision, 'PointsBurned').released)).toBe('L1 15');
    expect(ledger.balance()).toBe('55 0 0 0');
  });

  it('spends the soonest to expire and releases the others', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 50 }, L2: { points: 50, expires: '2026-12-31' } });
    ledger.hold('H1', 80, '2026-02-01');
    const event = lastOf(ledger.capture('H1', 60), 'PointsBurned');
    expect(partsOf(event.slices)).toBe('L2 50, L1 10');
    expect(partsOf(event.released)).toBe('L1 20');
    expect(ledger.lots()).toBe('L1 40');
  });

  it('spends points of several Wallets, and releases a Wallet that it does not name', () => {
    const ledger = withHold();
    ledger.earn({ S1: { points: 9, wallet: 'stamps' } });
    ledger.hold('H2', { points: 10, stamps: 9 }, '2026-01-06');
    ledger.capture('H2', { stamps: 4 });
    expect(ledger.balance('stamps')).toBe('5 0 0 0');
    expect(ledger.balance()).toBe('40 60 0 0');
  });

  it('is good for Lots that expired while held: the member asked in time', () => {
    const ledger = new Ledger('2026-01-31');
    ledger.earn({ L1: { points: 100, expires: '2026-02-01' } });
    ledger.hold('H1', 60, '2026-02-03');
    const decision = ledger.on('2026-02-02').capture('H1');
    expect(typesOf(decision)).toBe('PointsExpired PointsBurned');
    expect(partsOf(lastOf(decision, 'PointsExpired').slices)).toBe('L1 40');
    expect(ledger.balance()).toBe('0 0 0 0');
  });

  it('expires at once what it releases of Lots that expired meanwhile, dated by the release', () => {
    const ledger = new Ledger('2026-01-31');
    ledger.earn({ L1: { points: 60, expires: '2026-02-01' }, L2: { points: 40 } });
    ledger.hold('H1', 100, '2026-02-03');
    const decision = ledger.on('2026-02-02').capture('H1', 50);
    expect(typesOf(decision)).toBe('PointsBurned PointsExpired');
    expect(partsOf(lastOf(decision, 'PointsExpired').slices)).toBe('L1 10');
    expect(lastOf(decision, 'PointsExpired').occurredAt).toBe(at('2026-02-02'));
    expect(ledger.balance()).toBe('40 0 0 0');
  });

  it('refuses a hold that has lapsed, and says when it lapsed; the very instant is too late', () => {
    const ledger = withHold();
    expect(refusalOf(ledger.on('2026-01-05T10:15:00Z').capture('H1'))).toEqual({
      reason: 'hold_lapsed',
      hold: 'H1',
      lapsedAt: at('2026-01-05T10:15:00Z'),
    });
    ledger.expire();
    expect(refusalOf(ledger.on('2026-01-06').capture('H1'))).toMatchObject({ reason: 'hold_lapsed' });

    const inTime = withHold();
    expect(inTime.on('2026-01-05T10:14:59.999Z').capture('H1').accepted).toBe(true);
  });

  it('refuses more than is held, a Wallet that is not held, and nothing', () => {
    const ledger = withHold();
    expect(refusalOf(ledger.capture('H1', 61))).toEqual({
      reason: 'more_than_held',
      hold: 'H1',
      wallet: 'points',
      held: 60n,
      needed: 61n,
    });
    expect(refusalOf(ledger.capture('H1', { stamps: 1 }))).toMatchObject({ wallet: 'stamps', held: 0n });
    expect(refusalOf(ledger.capture('H1', 0))).toEqual({ reason: 'points_not_positive', points: 0n });
    expect(refusalOf(ledger.capture('H1', {}))).toEqual({ reason: 'no_points_named' });
    expect(ledger.balance()).toBe('40 60 0 0');
  });

  it('refuses a hold that was never made, and one that was voided', () => {
    const ledger = withHold();
    expect(refusalOf(ledger.capture('H9'))).toEqual({ reason: 'hold_not_found', hold: 'H9' });
    ledger.void('H1');
    expect(refusalOf(ledger.capture('H1'))).toEqual({
      reason: 'hold_voided',
      hold: 'H1',
      voidedAt: at('2026-01-05T10:00:00Z'),
    });
  });

  it('changes nothing when the same capture arrives again', () => {
    const ledger = withHold();
    ledger.capture('H1', 45);
    expect(typesOf(ledger.on('2026-02-01').capture('H1', 45))).toBe('');
    expect(ledger.balance()).toBe('55 0 0 0');
  });

  it('takes a capture of all with and without the number for the same', () => {
    const ledger = withHold();
    ledger.capture('H1');
    expect(typesOf(ledger.capture('H1', 60))).toBe('');
    expect(typesOf(ledger.capture('H1'))).toBe('');
  });

  it('refuses the same capture with other points', () => {
    const ledger = withHold();
    ledger.capture('H1', 45);
    const refusal = {
      reason: 'already_used_with_other_content',
      hold: 'H1',
      first: [{ wallet: 'points', points: 45n }],
    };
    expect(refusalOf(ledger.capture('H1', 46))).toEqual(refusal);
    expect(refusalOf(ledger.capture('H1'))).toEqual(refusal);
  });

  it('is never earlier than the hold', () => {
    const ledger = withHold();
    const decision = ledger.capture('H1', 60, { occurred: '2026-01-01' });
    expect(lastOf(decision, 'PointsBurned').occurredAt).toBe(at('2026-01-05T10:00:00Z'));
  });

  it('lets what it releases repay what is owed', () => {
    const ledger = withHold();
    ledger.reverse({ L1: 70 }, 'unlimited');
    expect(ledger.balance()).toBe('-30 60 0 0');
    const decision = ledger.capture('H1', 20);
    expect(partsOf(lastOf(decision, 'PointsBurned').repaid)).toBe('L1 30');
    expect(ledger.balance()).toBe('10 0 0 0');
    expect(ledger.lots()).toBe('L1 10');
  });
});
