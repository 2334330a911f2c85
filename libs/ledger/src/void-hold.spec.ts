import { describe, expect, it } from '@jest/globals';
import { accountStream } from './account-stream.js';
import { holdOf } from './account.js';
import { Ledger, at, eventsOf, lastOf, partsOf, refusalOf, typesOf } from './ledger.fixture.js';
import { voidHold } from './void-hold.js';

function withHold(points = 60): Ledger {
  const ledger = new Ledger('2026-01-05T10:00:00Z');
  ledger.earn({ L1: { points: 100 } });
  ledger.hold('H1', points, '2026-01-05T10:15:00Z');
  return ledger;
}

describe('Void', () => {
  it('gives the held points back to their Lots', () => {
    const ledger = withHold();
    const now = at('2026-01-05T10:00:00Z');
    expect(eventsOf(ledger.void('H1'))).toEqual([
      {
        type: 'HoldReleased',
        hold: 'H1',
        redemption: 'red_1',
        cause: 'voided',
        member: 'mem_ann',
        occurredAt: now,
        slices: [{ lot: 'L1', wallet: 'points', points: 60n, earnedAt: now, expiresAt: null, member: 'mem_ann' }],
        repaid: [],
        changes: [{ wallet: 'points', available: 60n, held: -60n, pending: 0n, shortfall: 0n }],
        balances: [{ wallet: 'points', available: 100n, held: 0n, pending: 0n, shortfall: 0n }],
        nextDueAt: null,
      },
    ]);
    expect(ledger.lots()).toBe('L1 100');
  });

  it('says who rejected what was held, and why, and is a void all the same', () => {
    const { account: before } = withHold();
    const now = at('2026-01-05T10:00:00Z');
    const rejected = { actor: 'key_eve', reason: 'stolen' };
    const decision = voidHold({ hold: 'H1', occurredAt: now, now, rejected }, before);
    const events = eventsOf(decision);
    const account = events.reduce(accountStream.evolve, before);
    expect(events).toMatchObject([
      { type: 'HoldReleased', cause: 'rejected', actor: 'key_eve', reason: 'stolen', slices: [{ points: 60n }] },
    ]);
    expect(holdOf(account, 'H1')).toMatchObject({ status: 'voided' });
    expect(eventsOf(voidHold({ hold: 'H1', occurredAt: now, now, rejected }, account))).toEqual([]);
  });

  it('gives back Lots of which all was held', () => {
    const ledger = withHold(100);
    expect(ledger.lots()).toBe('');
    ledger.void('H1');
    expect(ledger.lots()).toBe('L1 100');
  });

  it('expires what expired while it was held, only now', () => {
    const ledger = new Ledger('2026-01-31');
    ledger.earn({ L1: { points: 100, expires: '2026-02-01' }, L2: { points: 10 } });
    ledger.hold('H1', 105, '2026-03-01');
    expect(typesOf(ledger.on('2026-02-10').expire())).toBe('');

    const decision = ledger.void('H1');
    expect(typesOf(decision)).toBe('HoldReleased PointsExpired');
    expect(partsOf(lastOf(decision, 'PointsExpired').slices)).toBe('L1 100');
    expect(lastOf(decision, 'PointsExpired').occurredAt).toBe(at('2026-02-10'));
    expect(ledger.balance()).toBe('10 0 0 0');
  });

  it('gives nothing to a Lot at its last instant', () => {
    const ledger = new Ledger('2026-01-31');
    ledger.earn({ L1: { points: 100, expires: '2026-02-01' } });
    ledger.hold('H1', 100, '2026-03-01');
    expect(typesOf(ledger.on('2026-02-01').void('H1'))).toBe('HoldReleased PointsExpired');
  });

  it('repays what is owed with what it gives back, expired or not', () => {
    const ledger = new Ledger('2026-01-31');
    ledger.earn({ L1: { points: 60, expires: '2026-02-01' }, L2: { points: 40 } });
    ledger.hold('H1', 100, '2026-03-01');
    ledger.reverse({ L1: 60, L2: 10 }, 'unlimited');
    expect(ledger.balance()).toBe('-70 100 0 0');

    const decision = ledger.on('2026-02-10').void('H1');
    expect(typesOf(decision)).toBe('HoldReleased');
    expect(partsOf(lastOf(decision, 'HoldReleased').repaid)).toBe('L1 60, L2 10');
    expect(ledger.balance()).toBe('30 0 0 0');
  });

  it('changes nothing when it arrives again, or after the hold has lapsed', () => {
    const ledger = withHold();
    ledger.void('H1');
    expect(typesOf(ledger.on('2026-02-01').void('H1'))).toBe('');

    const lapsed = withHold();
    lapsed.on('2026-01-06').expire();
    expect(typesOf(lapsed.void('H1'))).toBe('');
  });

  it('books the lapse where that came first', () => {
    const ledger = withHold();
    const decision = ledger.on('2026-01-06').void('H1');
    expect(lastOf(decision, 'HoldReleased')).toMatchObject({ cause: 'lapsed', occurredAt: at('2026-01-05T10:15:00Z') });
    expect(typesOf(decision)).toBe('HoldReleased');
  });

  it('refuses a hold that was captured, and one that was never made', () => {
    const ledger = withHold();
    ledger.capture('H1', 10);
    expect(refusalOf(ledger.void('H1'))).toEqual({
      reason: 'hold_captured',
      hold: 'H1',
      capturedAt: at('2026-01-05T10:00:00Z'),
    });
    expect(refusalOf(ledger.void('H9'))).toEqual({ reason: 'hold_not_found', hold: 'H9' });
  });

  it('is never earlier than the hold, and what it gave back is not taken earlier than that', () => {
    const ledger = withHold(100);
    const decision = ledger.on('2026-01-05T10:10:00Z').void('H1', { occurred: '2026-01-01' });
    expect(lastOf(decision, 'HoldReleased').occurredAt).toBe(at('2026-01-05T10:00:00Z'));

    const other = withHold(100);
    other.on('2026-01-05T10:10:00Z').void('H1');
    const burned = other.burn(5, { occurred: '2026-01-05T10:05:00Z' });
    expect(lastOf(burned, 'PointsBurned').occurredAt).toBe(at('2026-01-05T10:10:00Z'));
  });
});

describe('Lapse', () => {
  it('releases a hold that was left alone, dated when it lapsed', () => {
    const ledger = withHold();
    const decision = ledger.on('2026-01-05T11:00:00Z').lapse('H1');
    expect(lastOf(decision, 'HoldReleased')).toMatchObject({ cause: 'lapsed', occurredAt: at('2026-01-05T10:15:00Z') });
    expect(ledger.balance()).toBe('100 0 0 0');
  });

  it('expires at the lapse what expired before it, and later what expires later', () => {
    const ledger = new Ledger('2026-01-31');
    ledger.earn({ L1: { points: 60, expires: '2026-02-01' }, L2: { points: 40, expires: '2026-02-05' } });
    ledger.hold('H1', 100, '2026-02-03');
    const decision = ledger.on('2026-02-10').expire();
    expect(eventsOf(decision).map(({ type, occurredAt }) => [type, occurredAt])).toEqual([
      ['HoldReleased', at('2026-02-03')],
      ['PointsExpired', at('2026-02-03')],
      ['PointsExpired', at('2026-02-05')],
    ]);
  });

  it('refuses a hold whose time has not come', () => {
    const ledger = withHold();
    expect(refusalOf(ledger.on('2026-01-05T10:14:59.999Z').lapse('H1'))).toEqual({
      reason: 'hold_still_open',
      hold: 'H1',
      lapsesAt: at('2026-01-05T10:15:00Z'),
    });
    expect(typesOf(ledger.on('2026-01-05T10:15:00Z').lapse('H1'))).toBe('HoldReleased');
  });

  it('changes nothing when it arrives again, and refuses a hold that was never made', () => {
    const ledger = withHold();
    ledger.on('2026-01-06').lapse('H1');
    expect(typesOf(ledger.lapse('H1'))).toBe('');
    expect(refusalOf(ledger.lapse('H9'))).toEqual({ reason: 'hold_not_found', hold: 'H9' });
  });
});
