import { describe, expect, it } from '@jest/globals';
import { accountStream } from '../account-stream.js';
import { fold } from '../evolve.js';
import { Ledger, at, eventsOf, refusalOf, typesOf } from '../ledger.fixture.js';

describe('What the simulator found', () => {
  it('writes the same snapshot of a decided and of a folded account when a pending lot has a partner', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 10, available: '2026-02-01', partner: 'par_air' } });
    const folded = fold(ledger.events.map((event) => accountStream.decode(accountStream.encode(event))));
    expect(accountStream.snapshot.write(folded)).toBe(accountStream.snapshot.write(ledger.account));
  });

  it('recognises a repeated release also when the maturity that it fixed is due and not booked', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 10, available: null, awaits: 'shipped' } });
    ledger.release('L1', { available: '2026-02-01', expires: '2026-03-01' });
    const again = { available: '2026-02-01', expires: '2026-03-01' };
    expect(typesOf(ledger.on('2026-02-02').release('L1', again))).toBe('');
    expect(refusalOf(ledger.on('2026-03-01').release('L1', again))).toMatchObject({ reason: 'lot_not_found' });
  });

  it('does not end a lot early because the till that voids its hold has a clock that is ahead', () => {
    const ledger = new Ledger('2026-01-31T23:55:00Z');
    ledger.earn({ L1: { points: 10, expires: '2026-02-01' } });
    ledger.hold('H1', 10, '2026-02-10');
    expect(typesOf(ledger.void('H1', { occurred: '2026-02-01T00:03:00Z' }))).toBe('HoldReleased');
    expect(ledger.balance()).toBe('10 0 0 0');
    expect(eventsOf(ledger.on('2026-02-01').expire())).toMatchObject([
      { type: 'PointsExpired', occurredAt: at('2026-02-01T00:03:00Z') },
    ]);
  });

  it('does not end a lot early because the till that captures a part has a clock that is ahead', () => {
    const ledger = new Ledger('2026-01-31T23:55:00Z');
    ledger.earn({ L1: { points: 10, expires: '2026-02-01' } });
    ledger.hold('H1', 10, '2026-02-10');
    ledger.capture('H1', 4, { occurred: '2026-02-01T00:03:00Z' });
    expect(ledger.balance()).toBe('6 0 0 0');
  });
});
