import { createInMemoryStore } from '@loyalty/event-store';
import type { LedgerEvent, WalletPoints } from '@loyalty/ledger';
import { describe, expect, it } from '@jest/globals';
import { LedgerShop, SetClock } from '../ledger-shop.fixture.js';
import { playRandomHistory } from '../random-history.fixture.js';
import { seeded } from '../seeded.fixture.js';
import { lotMovements } from './lot-movements.js';

describe('Lot movements', () => {
  it.each([2, 40])('add up to what each event changed in its wallets, owed points apart (seed %i)', async (seed) => {
    for (const event of await randomEvents(seed)) {
      const movements = lotMovements(event);
      for (const change of event.changes) {
        const of = movements.filter(({ slice }) => slice.wallet === change.wallet);
        const sum = (book: 'available' | 'held' | 'pending') => of.reduce((total, each) => total + each[book], 0n);
        expect(sum('held')).toBe(change.held);
        expect(sum('pending')).toBe(change.pending);
        expect(sum('available') + owedLess(event, change.wallet)).toBe(change.available);
      }
    }
  });

  it('count points as issued only where they come into the account', async () => {
    for (const event of await randomEvents(5)) {
      const issued = lotMovements(event).reduce((total, { points }) => total + points, 0n);
      const lots = 'lots' in event ? event.lots : event.type === 'PointsTransferredIn' ? event.slices : [];
      expect(issued).toBe(lots.reduce((total, { points }) => total + points, 0n));
    }
  });
});

/** What was repaid leaves the Lots and the debt alike; what is owed anew leaves no Lot. */
function owedLess(event: LedgerEvent, wallet: string): bigint {
  const sum = (parts: readonly WalletPoints[]) =>
    parts.reduce((total, part) => total + (part.wallet === wallet ? part.points : 0n), 0n);
  return sum('repaid' in event ? event.repaid : []) - sum('owed' in event ? event.owed : []);
}

async function randomEvents(seed: number): Promise<readonly LedgerEvent[]> {
  const clock = new SetClock(Date.UTC(2026, 0, 1));
  const shop = new LedgerShop(createInMemoryStore({ clock }));
  const accounts = Array.from({ length: 4 }, () => shop.open());
  await playRandomHistory({ shop, clock, random: seeded(seed), accounts, steps: 300 });
  const histories = await Promise.all(accounts.map((account) => shop.history(account)));
  return histories.flat().map(({ event }) => event);
}
