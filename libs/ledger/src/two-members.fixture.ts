import type { AccountMovedOut } from './events.js';
import { Ledger, lastOf } from './ledger.fixture.js';

/** 150 available, the first to expire in December; 20 pending until February and 8 until something is shipped. */
export function ann(): Ledger {
  const ledger = new Ledger('2026-01-05');
  ledger.earn({
    L1: { points: 100, expires: '2026-12-31', partner: 'bakery' },
    L2: { points: 50 },
    P1: { points: 20, available: '2026-02-01' },
    W1: { points: 8, available: null, awaits: 'shipped' },
  });
  return ledger;
}

export function bob(): Ledger {
  const ledger = new Ledger('2026-01-06');
  ledger.earn({ B1: { points: 30, expires: '2026-06-30' } }, { member: 'mem_bob' });
  return ledger;
}

/** Ann's Account goes into Bob's. */
export function merged(from: Ledger, into: Ledger): AccountMovedOut {
  const out = lastOf(from.moveOut(), 'AccountMovedOut');
  into.moveIn(out);
  return out;
}

/** What Ann earned leaves Bob's Account again. */
export function parted(from: Ledger, into: Ledger): AccountMovedOut {
  const out = lastOf(
    from.moveOut({ account: 'acc_bob', to: 'acc_ann', members: ['mem_ann'], whole: false }),
    'AccountMovedOut',
  );
  into.moveIn(out, { account: 'acc_ann', from: 'acc_bob' });
  return out;
}
