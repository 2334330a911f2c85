import { accountStream, bookDue, earn, type NewLot } from '@loyalty/ledger';
import { describe, expect, it } from '@jest/globals';
import { lotsOnceBooked } from './lots-once-booked.js';

const DAY = 86_400_000;

describe('Lots once what is due is booked', () => {
  const lot = (name: string, availableAt: number, expiresAt: number | null): NewLot => ({
    lot: name,
    wallet: 'points',
    points: 10n,
    availableAt,
    expiresAt,
  });
  const earned = earn(
    {
      member: 'mem_1',
      occurredAt: 0,
      now: 0,
      lots: [lot('waits', DAY, null), lot('ends', 0, 2 * DAY), lot('stays', 0, null)],
    },
    accountStream.initial(),
  );
  if (!earned.accepted) throw new Error('earning was refused');
  const stored = [
    { lot: 'waits', expiresAt: null, available: 0n, held: 0n, pending: 10n },
    { lot: 'ends', expiresAt: 2 * DAY, available: 10n, held: 0n, pending: 0n },
  ];

  it('have matured and expired', () => {
    const due = bookDue(2 * DAY, earned.account);
    expect(due.accepted && lotsOnceBooked(stored, due.events)).toEqual([
      { lot: 'waits', expiresAt: null, available: 10n, held: 0n, pending: 0n },
      { lot: 'ends', expiresAt: 2 * DAY, available: 0n, held: 0n, pending: 0n },
    ]);
  });

  it('are as they were while nothing is due', () => {
    expect(lotsOnceBooked(stored, [])).toEqual(stored);
  });
});
