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
  ann.hold('H4', 12, '2026-03-01');
  ann.transferHeld('H4');
  const bob = new Ledger('2026-02-02');
  bob.adjustDown(3, { allowNegative: true });
  bob.transferIn(out.slices);
  bob.hold('H3', 7, '2026-02-03');
  bob.on('2026-02-04').lapse('H3');
  return [ann, bob, ...movedEveryWay()];
}

/** Two Members become one, with all that an Account can have, and part again. */
function movedEveryWay(): readonly Ledger[] {
  const cat = new Ledger('2026-01-05');
  cat.earn({
    C1: { points: 100, expires: '2026-02-01', partner: 'bakery' },
    C2: { points: 50 },
    C3: { points: 8, available: null, awaits: 'shipped' },
    C4: { points: 4, wallet: 'stamps' },
  });
  cat.hold('H4', 20, '2026-02-10');
  cat.reverse({ C1: 150 }, 'within_balance', { return: 'ret_2' });
  cat.hold('H5', { stamps: 1 }, '2026-02-10');
  cat.earn({ C5: { points: 3, expires: '2026-01-20' }, C6: { points: 5 } });
  cat.on('2026-01-20').reverse({ C4: 9 }, 'unlimited', { wallet: 'stamps' });
  const out = lastOf(cat.moveOut({ to: 'acc_dan' }), 'AccountMovedOut');
  const dan = new Ledger('2026-01-21');
  dan.earn({ D1: { points: 9, wallet: 'stamps' } }, { member: 'mem_dan' });
  dan.moveIn(out, { account: 'acc_dan' });
  dan.void('H4');
  dan.void('H5');
  const home = lastOf(dan.moveOut({ account: 'acc_dan', to: 'acc_ann', whole: false }), 'AccountMovedOut');
  cat.moveIn(home, { account: 'acc_ann', from: 'acc_dan' });
  return [cat, dan];
}

export function everyEvent(): readonly LedgerEvent[] {
  return storiesOfEveryEvent().flatMap((ledger) => ledger.events);
}
