import { describe, expect, it } from '@jest/globals';
import { lineShare, returnUnits } from './allocation.js';
import { Ledger, at, eventsOf, lastOf, partsOf, refusalOf, typesOf } from './ledger.fixture.js';
import type { ClawBack } from './nouns.js';

function spentEighty(): Ledger {
  const ledger = new Ledger();
  ledger.earn({ L1: { points: 100 } });
  ledger.burn(80);
  return ledger;
}

describe('Reverse, by claw-back policy', () => {
  it('only_pending: nothing is taken of what has matured', () => {
    const ledger = spentEighty();
    expect(typesOf(ledger.reverse({ L1: 100 }, 'only_pending'))).toBe('');
    expect(ledger.balance()).toBe('20 0 0 0');
  });

  it('within_balance: takes what is there and records the rest as a Shortfall', () => {
    const ledger = spentEighty();
    const decision = ledger.reverse({ L1: 100 }, 'within_balance');
    expect(ledger.balance()).toBe('0 0 0 80');
    const short = [{ wallet: 'points', points: 80n }];
    expect(lastOf(decision, 'PointsReversed')).toMatchObject({ shortfall: short, owed: [] });
    ledger.earn({ L2: { points: 50 } });
    expect(ledger.balance()).toBe('50 0 0 80');
  });

  it('unlimited: what no Lot can give is owed, and the next earn repays it', () => {
    const ledger = spentEighty();
    const decision = ledger.reverse({ L1: 100 }, 'unlimited');
    const day = at('2026-01-01');
    expect(eventsOf(decision)).toEqual([
      {
        type: 'PointsReversed',
        return: 'ret_1',
        purchase: 'pur_1',
        policy: 'unlimited',
        member: 'mem_ann',
        occurredAt: day,
        slices: [{ lot: 'L1', wallet: 'points', points: 20n, earnedAt: day, expiresAt: null, member: 'mem_ann' }],
        pendingSlices: [],
        owed: [{ wallet: 'points', points: 80n }],
        shortfall: [],
        expiredBefore: [],
        changes: [{ wallet: 'points', available: -100n, held: 0n, pending: 0n, shortfall: 0n }],
        balances: [{ wallet: 'points', available: -80n, held: 0n, pending: 0n, shortfall: 0n }],
        nextDueAt: null,
      },
    ]);
    ledger.earn({ L2: { points: 50 } });
    expect(ledger.balance()).toBe('-30 0 0 0');
  });

  it('only_pending: takes the pending points of the returned units, and of no other purchase', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 100, available: '2026-02-01' }, L2: { points: 40, available: '2026-02-01' } });
    const decision = ledger.reverse({ L1: 60 }, 'only_pending');
    expect(partsOf(lastOf(decision, 'PointsReversed').pendingSlices)).toBe('L1 60');
    expect(ledger.balance()).toBe('0 0 80 0');
    ledger.reverse({ L1: 60 }, 'only_pending');
    expect(ledger.balance()).toBe('0 0 40 0');
  });
});

describe('Reverse, where the points are looked for', () => {
  it('takes the pending Lot of the returned purchase and leaves January alone', () => {
    const ledger = new Ledger('2026-01-05');
    ledger.earn({ January: { points: 100, expires: '2026-12-31' } });
    ledger.on('2026-06-01').earn({ June: { points: 100, available: '2026-06-15' } });
    const decision = ledger.on('2026-06-02').reverse({ June: 100 }, 'unlimited');
    expect(lastOf(decision, 'PointsReversed')).toMatchObject({ slices: [], owed: [] });
    expect(ledger.balance()).toBe('100 0 0 0');
    expect(ledger.account).toMatchObject({ pending: undefined, maturing: undefined });
  });

  it('takes nothing where all has expired: points are not lost twice', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 100, expires: '2026-02-01' } });
    const decision = ledger.on('2026-03-01').reverse({ L1: 100 }, 'unlimited');
    expect(lastOf(decision, 'PointsReversed').expiredBefore).toEqual([{ lot: 'L1', points: 100n }]);
    expect(ledger.balance()).toBe('0 0 0 0');
    expect(ledger.account.expired).toBeUndefined();
  });

  it.each<[ClawBack, string]>([
    ['only_pending', '0 0 0 0'],
    ['within_balance', '0 0 0 40'],
    ['unlimited', '-40 0 0 0'],
  ])('%s: counts what expired unspent first and takes only what was burned', (policy, balance) => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 100, expires: '2026-02-01' } });
    ledger.burn(40);
    ledger.on('2026-03-01').expire();
    ledger.reverse({ L1: 50 }, policy);
    ledger.reverse({ L1: 50 }, policy);
    expect(ledger.balance()).toBe(balance);
  });

  it('takes from the Lots that the units made first, then from the others in burn order', () => {
    const ledger = new Ledger();
    ledger.earn({
      L1: { points: 100 },
      L2: { points: 30, expires: '2026-12-31' },
      L3: { points: 30, expires: '2026-06-30' },
    });
    ledger.earn({ L0: { points: 50, expires: '2027-12-31' } });
    const reversed = lastOf(ledger.reverse({ L0: 50, L9: 50 }, 'unlimited'), 'PointsReversed');
    expect([partsOf(reversed.slices), reversed.owed, reversed.shortfall]).toEqual(['L3 30, L2 20, L0 50', [], []]);
    expect(ledger.lots()).toBe('L2 10, L1 100');
  });

  it('leaves each Lot what its other units made, as long as that is enough', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 100, expires: '2026-06-30' }, L2: { points: 50 } });
    const decision = ledger.reverse({ L2: 25, L1: 50 }, 'unlimited');
    expect(partsOf(lastOf(decision, 'PointsReversed').slices)).toBe('L1 50, L2 25');
  });

  it('goes beyond the share of a unit’s own Lots before it touches others', () => {
    const ledger = new Ledger();
    ledger.earn({ L0: { points: 70, expires: '2026-02-01' } });
    ledger.earn({ L1: { points: 100, expires: '2026-06-30' }, L2: { points: 50 } });
    ledger.adjustDown(160, { allowNegative: false });
    ledger.earn({ L3: { points: 70, expires: '2026-02-01' } });
    expect(ledger.lots()).toBe('L3 70, L1 10, L2 50');
    const decision = ledger.reverse({ L1: 50, L2: 5 }, 'within_balance');
    expect(partsOf(lastOf(decision, 'PointsReversed').slices)).toBe('L1 10, L2 45');
  });

  it('takes no pending points beyond those of the returned units', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 100 }, L2: { points: 50, available: '2026-02-01' } });
    ledger.burn(100);
    ledger.reverse({ L1: 50, L2: 25 }, 'within_balance');
    expect(ledger.balance()).toBe('0 0 25 50');
  });

  it('takes the parts of a Lot that was refunded by grace', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 100, expires: '2026-02-01' }, L2: { points: 10 } });
    const slices = lastOf(ledger.burn(40), 'PointsBurned').slices;
    ledger.on('2026-02-10').refund(slices, { grace: '2026-03-10' });
    const decision = ledger.reverse({ L1: 100 }, 'unlimited');
    expect(lastOf(decision, 'PointsReversed').expiredBefore).toEqual([{ lot: 'L1', points: 60n }]);
    expect(partsOf(lastOf(decision, 'PointsReversed').slices)).toBe('L1 40');
    expect(ledger.balance()).toBe('10 0 0 0');
  });

  it('works Wallet by Wallet', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 10 }, S1: { points: 5, wallet: 'stamps' } });
    ledger.burn({ stamps: 3 });
    ledger.reverse({ L1: 4 }, 'unlimited');
    ledger.reverse({ S1: 5 }, 'unlimited', { wallet: 'stamps' });
    expect(ledger.balance()).toBe('6 0 0 0');
    expect(ledger.balance('stamps')).toBe('-3 0 0 0');
  });
});

describe('Reverse, while points are held', () => {
  function held(): Ledger {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 100 } });
    ledger.hold('H1', 60, '2026-02-01');
    return ledger;
  }

  it('leaves held points to their hold, and takes them when it is voided, up to the Shortfall', () => {
    const ledger = held();
    ledger.reverse({ L1: 100 }, 'within_balance');
    expect(ledger.balance()).toBe('0 60 0 60');

    const decision = ledger.void('H1');
    expect(typesOf(decision)).toBe('HoldReleased ShortfallCollected');
    expect(lastOf(decision, 'ShortfallCollected')).toMatchObject({
      return: 'ret_1',
      claimVersion: 3,
      hold: 'H1',
      changes: [{ wallet: 'points', available: -60n, held: 0n, pending: 0n, shortfall: -60n }],
    });
    expect(ledger.balance()).toBe('0 0 0 0');
  });

  it('keeps the Shortfall where they are captured instead', () => {
    const ledger = held();
    ledger.reverse({ L1: 100 }, 'within_balance');
    ledger.capture('H1');
    expect(ledger.balance()).toBe('0 0 0 60');
  });

  it('takes what a partial capture releases', () => {
    const ledger = held();
    ledger.reverse({ L1: 100 }, 'within_balance');
    expect(typesOf(ledger.capture('H1', 45))).toBe('PointsBurned ShortfallCollected');
    expect(ledger.balance()).toBe('0 0 0 45');
  });

  it('takes them when the hold lapses, before they expire', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 100, expires: '2026-01-20' } });
    ledger.hold('H1', 60, '2026-02-01');
    ledger.reverse({ L1: 90 }, 'within_balance');
    const decision = ledger.on('2026-02-10').expire();
    expect(typesOf(decision)).toBe('HoldReleased ShortfallCollected PointsExpired');
    expect(partsOf(lastOf(decision, 'ShortfallCollected').slices)).toBe('L1 50');
    expect(partsOf(lastOf(decision, 'PointsExpired').slices)).toBe('L1 10');
    expect(ledger.balance()).toBe('0 0 0 0');
  });

  it('takes no more than the Return asked for', () => {
    const ledger = held();
    ledger.reverse({ L1: 70 }, 'within_balance');
    expect(ledger.balance()).toBe('0 60 0 30');
    ledger.void('H1');
    expect(ledger.balance()).toBe('30 0 0 0');
  });

  it('serves the oldest Return first, each up to its own Shortfall', () => {
    const ledger = held();
    ledger.reverse({ L1: 60 }, 'within_balance', { return: 'ret_1' });
    ledger.reverse({ L1: 15 }, 'within_balance', { return: 'ret_2' });
    expect(ledger.balance()).toBe('0 60 0 35');
    const decision = ledger.void('H1');
    expect(eventsOf(decision).flatMap((event) => ('return' in event ? [event.return] : []))).toEqual([
      'ret_1',
      'ret_2',
    ]);
    expect(ledger.balance()).toBe('25 0 0 0');
  });

  it('serves several holds until the Return is satisfied', () => {
    const ledger = held();
    ledger.hold('H2', 30, '2026-02-01');
    ledger.reverse({ L1: 50 }, 'within_balance');
    expect(ledger.balance()).toBe('0 90 0 40');
    ledger.void('H2');
    expect(ledger.balance()).toBe('0 60 0 10');
    ledger.void('H1');
    expect(ledger.balance()).toBe('50 0 0 0');
  });

  it('is never paid from a hold that was made after the Return', () => {
    const ledger = held();
    ledger.reverse({ L1: 100 }, 'within_balance');
    ledger.earn({ L2: { points: 70 } });
    ledger.hold('H2', 70, '2026-02-01');
    ledger.void('H2');
    expect(ledger.balance()).toBe('70 60 0 60');
  });

  it('is forgotten as a claim once nothing is held, and stays as a memo', () => {
    const ledger = held();
    ledger.reverse({ L1: 100 }, 'within_balance');
    ledger.capture('H1');
    ledger.earn({ L2: { points: 70 } });
    ledger.hold('H2', 70, '2026-02-01');
    expect(ledger.account.wallets[0]?.claims).toBeUndefined();
    ledger.void('H2');
    expect(ledger.balance()).toBe('70 0 0 60');
  });

  it('lets a released hold repay what is owed', () => {
    const ledger = held();
    ledger.reverse({ L1: 100 }, 'unlimited');
    expect(ledger.balance()).toBe('-60 60 0 0');
    const decision = ledger.void('H1');
    expect(partsOf(lastOf(decision, 'HoldReleased').repaid)).toBe('L1 60');
    expect(ledger.balance()).toBe('0 0 0 0');
  });

  it('touches only the Wallet that fell short', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 10 }, S1: { points: 5, wallet: 'stamps' } });
    ledger.hold('H1', { points: 10, stamps: 5 }, '2026-02-01');
    ledger.reverse({ S1: 2 }, 'within_balance', { wallet: 'stamps' });
    ledger.void('H1');
    expect(ledger.balance()).toBe('10 0 0 0');
    expect(ledger.balance('stamps')).toBe('3 0 0 0');
  });
});

describe('Reverse, its dates and its limits', () => {
  it('is never earlier than the Lots it takes from, pending ones too', () => {
    const ledger = new Ledger('2026-01-05');
    ledger.earn({ L1: { points: 10 }, L2: { points: 10, available: '2026-02-01' } });
    const available = ledger.reverse({ L1: 5 }, 'unlimited', { occurred: '2026-01-03' });
    expect(lastOf(available, 'PointsReversed').occurredAt).toBe(at('2026-01-05'));
    const pending = ledger.reverse({ L2: 5 }, 'unlimited', { occurred: '2026-01-03' });
    expect(lastOf(pending, 'PointsReversed').occurredAt).toBe(at('2026-01-05'));
    const later = ledger.on('2026-01-10').reverse({ L1: 5 }, 'unlimited', { occurred: '2026-01-07' });
    expect(lastOf(later, 'PointsReversed').occurredAt).toBe(at('2026-01-07'));
  });

  it('writes nothing for units that carry nothing', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 10 }, P1: { points: 10, available: '2026-02-01' } });
    expect(typesOf(ledger.reverse({}, 'unlimited'))).toBe('');
    expect(typesOf(ledger.reverse({ L1: 0, P1: 0 }, 'unlimited'))).toBe('');
    expect(refusalOf(ledger.reverse({ L1: -1 }, 'unlimited'))).toEqual({ reason: 'points_not_positive', points: -1n });
  });

  it('takes partial Returns to the unit: 42, 42, 41 and 62 of 187', () => {
    const ledger = new Ledger();
    ledger.earn({ L1: { points: 187 } });
    let a = lineShare({ points: 125n, quantity: 3_000_000n, amount: 9999n });
    const b = lineShare({ points: 62n, quantity: 1_000_000n, amount: 5001n });
    const taken: number[] = [];
    for (let unit = 0; unit < 3; unit += 1) {
      const back = returnUnits(a, 1_000_000n);
      a = back.share;
      taken.push(Number(back.points));
      ledger.reverse({ L1: Number(back.points) }, 'unlimited');
    }
    taken.push(Number(returnUnits(b, 1_000_000n).points));
    ledger.reverse({ L1: 62 }, 'unlimited');
    expect(taken).toEqual([42, 42, 41, 62]);
    expect(ledger.balance()).toBe('0 0 0 0');
    expect(() => returnUnits(a, 1_000_000n)).toThrow('0 are left');
  });

  it('refuses to owe more than a JSON integer can say', () => {
    const ledger = new Ledger();
    ledger.adjustDown(Number.MAX_SAFE_INTEGER, { allowNegative: true });
    expect(refusalOf(ledger.reverse({ L1: 1 }, 'unlimited'))).toMatchObject({
      reason: 'too_many_points',
      points: 9_007_199_254_740_992n,
    });
    ledger.reverse({ L1: Number.MAX_SAFE_INTEGER }, 'within_balance');
    expect(refusalOf(ledger.reverse({ L1: 1 }, 'within_balance'))).toMatchObject({ reason: 'too_many_points' });
  });
});
