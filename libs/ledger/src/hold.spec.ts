import { describe, expect, it } from '@jest/globals';
import { Ledger, at, eventsOf, lastOf, partsOf, refusalOf, typesOf } from './ledger.fixture.js';

function withHundred(): Ledger {
  const ledger = new Ledger('2026-01-05T10:00:00Z');
  ledger.earn({ L1: { points: 100 } });
  return ledger;
}

describe('Hold', () => {
  it('sets points aside: they are no longer available, and not spent', () => {
    const ledger = withHundred();
    const now = at('2026-01-05T10:00:00Z');
    const decision = ledger.hold('H1', 60, '2026-01-05T10:15:00Z');

    expect(eventsOf(decision)).toEqual([
      {
        type: 'PointsHeld',
        hold: 'H1',
        redemption: 'red_1',
        lapsesAt: at('2026-01-05T10:15:00Z'),
        member: 'mem_ann',
        occurredAt: now,
        slices: [{ lot: 'L1', wallet: 'points', points: 60n, earnedAt: now, expiresAt: null, member: 'mem_ann' }],
        changes: [{ wallet: 'points', available: -60n, held: 60n, pending: 0n, shortfall: 0n }],
        balances: [{ wallet: 'points', available: 40n, held: 60n, pending: 0n, shortfall: 0n }],
        nextDueAt: at('2026-01-05T10:15:00Z'),
      },
    ]);
  });

  it('refuses more than is available and says what is held', () => {
    const ledger = withHundred();
    ledger.hold('H1', 60, '2026-01-05T10:15:00Z');

    expect(refusalOf(ledger.hold('H2', 50, '2026-01-05T10:20:00Z'))).toEqual({
      reason: 'insufficient_points',
      wallet: 'points',
      available: 40n,
      needed: 50n,
      held: [{ hold: 'H1', points: 60n, lapsesAt: at('2026-01-05T10:15:00Z') }],
    });
  });

  it('names only the holds of the Wallet that falls short, the first to lapse first', () => {
    const ledger = withHundred();
    ledger.earn({ S1: { points: 9, wallet: 'stamps' } });
    ledger.hold('H1', 10, '2026-01-05T12:00:00Z');
    ledger.hold('H2', { stamps: 5 }, '2026-01-05T11:00:00Z');
    ledger.hold('H3', 10, '2026-01-05T11:00:00Z');

    const refusal = refusalOf(ledger.burn(1000));
    expect(refusal).toMatchObject({ reason: 'insufficient_points', available: 80n });
    expect(refusal.reason === 'insufficient_points' && refusal.held.map((each) => each.hold)).toEqual(['H3', 'H1']);
  });

  it('lists at most twenty holds in a refusal', () => {
    const ledger = withHundred();
    for (let count = 0; count < 25; count += 1) ledger.hold(`H${count}`, 1, '2026-01-05T12:00:00Z');
    const refusal = refusalOf(ledger.burn(1000));
    expect(refusal.reason === 'insufficient_points' && refusal.held.length).toBe(20);
  });

  it('takes the soonest to expire first', () => {
    const ledger = new Ledger();
    ledger.earn({ L3: { points: 80 }, L1: { points: 100, expires: '2027-01-31' } });
    ledger.earn({ L2: { points: 50, expires: '2026-12-31' } });
    expect(partsOf(lastOf(ledger.hold('H1', 120, '2026-01-02'), 'PointsHeld').slices)).toBe('L2 50, L1 70');
  });

  it('holds points of several Wallets at once, or of none', () => {
    const ledger = withHundred();
    ledger.earn({ S1: { points: 9, wallet: 'stamps' } });
    expect(refusalOf(ledger.hold('H1', { points: 10, stamps: 10 }, '2026-01-06'))).toMatchObject({ wallet: 'stamps' });
    expect(ledger.balance()).toBe('100 0 0 0');

    ledger.hold('H1', { points: 10, stamps: 9 }, '2026-01-06');
    expect(ledger.balance()).toBe('90 10 0 0');
    expect(ledger.balance('stamps')).toBe('0 9 0 0');
  });

  it('refuses a hold of nothing, and one that lapses at once', () => {
    const ledger = withHundred();
    expect(refusalOf(ledger.hold('H1', 0, '2026-01-06'))).toEqual({ reason: 'points_not_positive', points: 0n });
    expect(refusalOf(ledger.hold('H1', {}, '2026-01-06'))).toEqual({ reason: 'no_points_named' });
    expect(refusalOf(ledger.hold('H1', 10, '2026-01-05T10:00:00Z'))).toEqual({
      reason: 'hold_lapses_at_once',
      hold: 'H1',
      lapsesAt: at('2026-01-05T10:00:00Z'),
      now: at('2026-01-05T10:00:00Z'),
    });
  });

  it('changes nothing when the same hold arrives again, whatever became of it', () => {
    const ledger = withHundred();
    ledger.hold('H1', 60, '2026-01-05T10:15:00Z');
    expect(typesOf(ledger.hold('H1', 60, '2026-01-05T10:15:00Z'))).toBe('');
    ledger.capture('H1', 45);
    expect(typesOf(ledger.on('2026-02-01').hold('H1', 60, '2026-01-05T10:15:00Z'))).toBe('');
    expect(ledger.balance()).toBe('55 0 0 0');
  });

  it('refuses the same hold with other points or another lapse', () => {
    const ledger = withHundred();
    ledger.hold('H1', 60, '2026-01-05T10:15:00Z');
    const refusal = {
      reason: 'already_used_with_other_content',
      hold: 'H1',
      first: [{ wallet: 'points', points: 60n }],
    };
    expect(refusalOf(ledger.hold('H1', 61, '2026-01-05T10:15:00Z'))).toEqual(refusal);
    expect(refusalOf(ledger.hold('H1', { stamps: 60 }, '2026-01-05T10:15:00Z'))).toEqual(refusal);
    expect(refusalOf(ledger.hold('H1', { points: 60, stamps: 1 }, '2026-01-05T10:15:00Z'))).toEqual(refusal);
    expect(refusalOf(ledger.hold('H1', 60, '2026-01-05T10:16:00Z'))).toEqual(refusal);
  });

  it('is never earlier than the Lots it takes from', () => {
    const ledger = withHundred();
    const decision = ledger.hold('H1', 60, '2026-01-06', { occurred: '2026-01-04' });
    expect(lastOf(decision, 'PointsHeld').occurredAt).toBe(at('2026-01-05T10:00:00Z'));
  });

  it('cannot hold what has expired, though the job is late', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 10, expires: '2026-02-01' } });
    expect(refusalOf(ledger.on('2026-02-01').hold('H1', 10, '2026-02-02'))).toMatchObject({ available: 0n });
    expect(ledger.on('2026-01-31T23:59:59.999Z').hold('H1', 10, '2026-02-02').accepted).toBe(true);
  });
});
