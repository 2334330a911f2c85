import { describe, expect, it } from '@jest/globals';
import { Ledger, at, eventsOf, lastOf, partsOf, refusalOf, typesOf } from './ledger.fixture.js';

function waiting(): Ledger {
  const ledger = new Ledger('2026-01-05');
  ledger.earn({ L1: { points: 100, available: null, awaits: 'shipped' } });
  return ledger;
}

describe('Release of a Lot that awaits an action', () => {
  it('waits, whatever time passes', () => {
    const ledger = waiting();
    expect(typesOf(ledger.on('2036-01-01').expire())).toBe('');
    expect(ledger.balance()).toBe('0 0 100 0');
  });

  it('makes the points available and fixes both instants', () => {
    const ledger = waiting();
    const terms = { available: '2026-01-20', expires: '2027-01-20' };
    const decision = ledger.on('2026-01-20').release('L1', { report: 'act_1', ...terms });
    expect(eventsOf(decision)).toEqual([
      {
        type: 'LotReleased',
        action: 'shipped',
        report: 'act_1',
        availableAt: at('2026-01-20'),
        member: 'mem_ann',
        occurredAt: at('2026-01-20'),
        slices: [
          {
            lot: 'L1',
            wallet: 'points',
            points: 100n,
            earnedAt: at('2026-01-05'),
            expiresAt: at('2027-01-20'),
            member: 'mem_ann',
          },
        ],
        repaid: [],
        changes: [{ wallet: 'points', available: 100n, held: 0n, pending: -100n, shortfall: 0n }],
        balances: [{ wallet: 'points', available: 100n, held: 0n, pending: 0n, shortfall: 0n }],
        nextDueAt: at('2027-01-20'),
      },
    ]);
  });

  it('is of that one, whatever else waits or is there', () => {
    const ledger = new Ledger('2026-01-05');
    const names = Array.from({ length: 40 }, (_, at) => `L${String((at * 23) % 40).padStart(2, '0')}`);
    const waits = (at: number) => at % 2 === 0;
    const sketches = names.map((lot, at) => [
      lot,
      waits(at) ? { points: at + 1, available: null, awaits: 'shipped' } : { points: 1, expires: '2027-02-01' },
    ]);
    ledger.earn(Object.fromEntries(sketches));
    for (const at of [2, 20, 38]) {
      const { slices } = lastOf(ledger.release(names[at] ?? '', { available: '2026-01-05' }), 'LotReleased');
      expect(partsOf(slices)).toBe(`${names[at]} ${at + 1}`);
    }
    expect(ledger.balance()).toBe('83 0 337 0');
  });

  it('keeps them pending where the rule says a later day, and matures them then', () => {
    const ledger = waiting();
    ledger.on('2026-01-20').release('L1', { available: '2026-02-20', expires: '2027-02-20' });
    expect(ledger.balance()).toBe('0 0 100 0');
    const decision = ledger.on('2026-03-01').expire();
    expect(lastOf(decision, 'PointsMatured').occurredAt).toBe(at('2026-02-20'));
    expect(lastOf(decision, 'PointsMatured').slices[0]?.expiresAt).toBe(at('2027-02-20'));
  });

  it('repays what is owed, at once or when it matures', () => {
    const now = waiting();
    now.adjustDown(30, { allowNegative: true });
    const decision = now.release('L1', { available: '2026-01-05' });
    expect(partsOf(lastOf(decision, 'LotReleased').repaid)).toBe('L1 30');
    expect(now.balance()).toBe('70 0 0 0');

    const later = waiting();
    later.adjustDown(30, { allowNegative: true });
    expect(lastOf(later.release('L1', { available: '2026-02-01' }), 'LotReleased').repaid).toEqual([]);
    expect(later.balance()).toBe('-30 0 100 0');
    later.on('2026-02-01').expire();
    expect(later.balance()).toBe('70 0 0 0');
  });

  it('releases what a Return has left of it', () => {
    const ledger = waiting();
    ledger.reverse({ L1: 40 }, 'only_pending');
    ledger.release('L1', { available: '2026-01-05' });
    expect(ledger.balance()).toBe('60 0 0 0');
  });

  it('refuses another action, a Lot that awaits none, and one that is not there', () => {
    const ledger = waiting();
    ledger.earn({ L2: { points: 5, available: '2026-06-01' } });
    expect(refusalOf(ledger.release('L1', { action: 'reviewed', available: '2026-01-05' }))).toEqual({
      reason: 'lot_awaits_nothing',
      lot: 'L1',
    });
    expect(refusalOf(ledger.release('L2', { available: '2026-01-05' }))).toEqual({
      reason: 'lot_awaits_nothing',
      lot: 'L2',
    });
    expect(refusalOf(ledger.release('L9', { available: '2026-01-05' }))).toEqual({
      reason: 'lot_not_found',
      lot: 'L9',
    });
  });

  it('refuses a Lot that names no action', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 5, available: '2026-06-01' }, L2: { points: 5, available: null } });
    for (const lot of ['L1', 'L2']) {
      const refusal = { reason: 'lot_awaits_nothing', lot };
      expect(refusalOf(ledger.release(lot, { available: '2026-01-05' }))).toEqual(refusal);
    }
  });

  it('releases a Lot before its day where it names the action besides, and refuses it afterwards', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 5, available: '2026-06-01', awaits: 'shipped' } });
    expect(refusalOf(ledger.release('L1', { action: 'reviewed', available: '2026-01-05' }))).toEqual({
      reason: 'lot_awaits_nothing',
      lot: 'L1',
    });
    expect(typesOf(ledger.release('L1', { available: '2026-01-05', expires: '2026-02-05' }))).toBe('LotReleased');
    expect(refusalOf(ledger.release('L1', { available: '2026-01-05', expires: '2026-03-05' }))).toEqual({
      reason: 'lot_awaits_nothing',
      lot: 'L1',
    });
  });

  it('refuses an end that is not after the beginning', () => {
    const refusal = refusalOf(waiting().release('L1', { available: '2026-01-20', expires: '2026-01-20' }));
    expect(refusal).toEqual({
      reason: 'lot_expires_before_available',
      lot: 'L1',
      availableAt: at('2026-01-20'),
      expiresAt: at('2026-01-20'),
    });
  });

  it('changes nothing when it arrives again', () => {
    const pending = waiting();
    pending.release('L1', { available: '2026-02-20', expires: '2027-02-20' });
    expect(typesOf(pending.release('L1', { available: '2026-02-20', expires: '2027-02-20' }))).toBe('');
    expect(refusalOf(pending.release('L1', { available: '2026-02-20' }))).toMatchObject({
      reason: 'lot_awaits_nothing',
    });

    const available = waiting();
    available.release('L1', { available: '2026-01-05' });
    expect(typesOf(available.release('L1', { available: '2026-01-05' }))).toBe('');
    expect(refusalOf(available.release('L1', { available: '2026-01-05', expires: '2027-01-05' }))).toMatchObject({
      reason: 'lot_awaits_nothing',
    });
  });

  it('is never earlier than the Lot, and may come with an old date', () => {
    const early = waiting().release('L1', { available: '2026-01-01', occurred: '2026-01-01' });
    expect(lastOf(early, 'LotReleased').occurredAt).toBe(at('2026-01-05'));
    const late = waiting();
    const decision = late
      .on('2026-03-01')
      .release('L1', { available: '2026-01-10', expires: '2026-02-10', occurred: '2026-01-10' });
    expect(typesOf(decision)).toBe('LotReleased PointsExpired');
  });

  it('books what fell due before it', () => {
    const ledger = waiting();
    ledger.earn({ L2: { points: 5, expires: '2026-02-01' } });
    expect(typesOf(ledger.on('2026-02-01').release('L1', { available: '2026-02-01' }))).toBe(
      'PointsExpired LotReleased',
    );
  });
});
