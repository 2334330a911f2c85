import { describe, expect, it } from '@jest/globals';
import type { LedgerEvent } from './events.js';
import { Ledger, at, lastOf } from './ledger.fixture.js';

/** What the readers of the stream do: they sum what was booked by its business time, and never decide anew. */
function asOf(day: string, known: readonly LedgerEvent[]): string {
  const sum = { available: 0n, held: 0n, pending: 0n };
  for (const event of known) {
    if (event.occurredAt > at(day)) continue;
    for (const change of event.changes) {
      sum.available += change.available;
      sum.held += change.held;
      sum.pending += change.pending;
    }
  }
  return `${sum.available} ${sum.held} ${sum.pending}`;
}

describe('Two clocks', () => {
  it('a Purchase of 5 March that arrives on 20 March changes what was true on the 10th, not what was known', () => {
    const ledger = new Ledger('2026-03-01');
    ledger.earn({ L1: { points: 100 } });
    const knownOnThe10th = [...ledger.events];
    ledger.on('2026-03-20').earn({ L2: { points: 40 } }, { occurred: '2026-03-05' });

    expect(asOf('2026-03-10', knownOnThe10th)).toBe('100 0 0');
    expect(asOf('2026-03-10', ledger.events)).toBe('140 0 0');
    expect(asOf('2026-03-04', ledger.events)).toBe('100 0 0');
    expect(asOf('2026-03-05', ledger.events)).toBe('140 0 0');
  });

  it('a debit that is back-dated never shows points before they came', () => {
    const ledger = new Ledger('2026-03-01');
    ledger.earn({ L1: { points: 100, expires: '2026-04-01' } });
    ledger.on('2026-03-10').earn({ L2: { points: 40, expires: '2026-03-31' } });
    const event = lastOf(ledger.on('2026-03-20').burn(50, { occurred: '2026-03-05' }), 'PointsBurned');
    expect(event.occurredAt).toBe(at('2026-03-10'));
    expect(asOf('2026-03-05', ledger.events)).toBe('100 0 0');
    expect(asOf('2026-03-10', ledger.events)).toBe('90 0 0');
  });

  it('what fell due is dated when it was due, though the job came later', () => {
    const ledger = new Ledger('2026-03-01');
    ledger.earn({ L1: { points: 100, expires: '2026-03-10' }, L2: { points: 5, available: '2026-03-08' } });
    ledger.on('2026-03-20').expire();
    expect(asOf('2026-03-09', ledger.events)).toBe('105 0 0');
    expect(asOf('2026-03-10', ledger.events)).toBe('5 0 0');
  });

  it('shows held and pending points never below zero on any day, whatever arrives late', () => {
    const ledger = new Ledger('2026-03-10');
    ledger.earn({ L1: { points: 100 }, P1: { points: 10, available: '2026-04-01' } });
    ledger.on('2026-03-12').hold('H1', 60, '2026-04-10', { occurred: '2026-03-01' });
    ledger.on('2026-03-14').capture('H1', 20, { occurred: '2026-03-02' });
    ledger.reverse({ P1: 10 }, 'unlimited', { occurred: '2026-03-03' });
    for (const day of ['2026-03-01', '2026-03-03', '2026-03-10', '2026-03-12', '2026-03-14']) {
      expect(asOf(day, ledger.events)).not.toContain('-');
    }
  });
});
