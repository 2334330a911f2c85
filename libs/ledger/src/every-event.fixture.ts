import type { LedgerEvent } from './events.js';
import { Ledger, lastOf } from './ledger.fixture.js';

/** Two Accounts in which every type of event happens, with every field that an event can have. */
export function storiesOfEveryEvent(): readonly Ledger[] {
  const ann = new Ledger('2026-01-05');
  ann.earn({
    L1: { points: 100, expires: '2026-02-01', partner: 'bakery' },
    L2: { points: 50 },
    P1: { points: 20, available: '2026-01-20', expires: '2027-01-20' },
    W1: { points: 8, available: null, awaits: 'shipped' },
    S1: { points: 9, wallet: 'stamps' },
  });
  ann.earn({ B1: { points: 5 } }, { member: 'mem_bob' });
  ann.release('W1', { available: '2026-01-05', expires: '2027-01-05' });
  const { slices } = lastOf(ann.burn({ points: 30, stamps: 2 }), 'PointsBurned');
  ann.refund(slices, { grace: '2026-02-04' });
  ann.hold('H1', { points: 60, stamps: 3 }, '2026-01-10');
  ann.capture('H1', { points: 40 });
  ann.hold('H2', 90, '2026-03-01');
  ann.reverse({ L1: 60, P1: 5, S1: 9 }, 'within_balance');
  ann.void('H2');
  ann.on('2026-02-01').expire();
  ann.reverse({ L1: 1 }, 'unlimited');
  ann.adjustDown(2000, { allowNegative: true });
  ann.reverse({ L2: 50 }, 'unlimited');
  ann.reverse({ S1: 1 }, 'unlimited', { wallet: 'stamps' });
  ann.adjustUp('A1', { points: 2200 });
  const out = lastOf(ann.transferOut(40), 'PointsTransferredOut');
  const bob = new Ledger('2026-02-02');
  bob.adjustDown(3, { allowNegative: true });
  bob.transferIn(out.slices);
  bob.hold('H3', 7, '2026-02-03');
  bob.on('2026-02-04').lapse('H3');
  return [ann, bob];
}

export function everyEvent(): readonly LedgerEvent[] {
  return storiesOfEveryEvent().flatMap((ledger) => ledger.events);
}
