import { describe, expect, it } from '@jest/globals';
import { leadOf } from './account.js';
import type { AccountMovedOut } from './events.js';
import { Ledger, at, eventsOf, lastOf, partsOf, refusalOf, typesOf } from './ledger.fixture.js';

function ann(): Ledger {
  const ledger = new Ledger('2026-01-05');
  ledger.earn({
    L1: { points: 100, expires: '2026-12-31', partner: 'bakery' },
    L2: { points: 50 },
    P1: { points: 20, available: '2026-02-01' },
    W1: { points: 8, available: null, awaits: 'shipped' },
  });
  return ledger;
}

function bob(): Ledger {
  const ledger = new Ledger('2026-01-06');
  ledger.earn({ B1: { points: 30, expires: '2026-06-30' } }, { member: 'mem_bob' });
  return ledger;
}

/** Ann's Account goes into Bob's. */
function merged(from: Ledger, into: Ledger): AccountMovedOut {
  const out = lastOf(from.moveOut(), 'AccountMovedOut');
  into.moveIn(out);
  return out;
}

/** What Ann earned leaves Bob's Account again. */
function parted(from: Ledger, into: Ledger): AccountMovedOut {
  const out = lastOf(
    from.moveOut({ account: 'acc_bob', to: 'acc_ann', members: ['mem_ann'], whole: false }),
    'AccountMovedOut',
  );
  into.moveIn(out, { account: 'acc_ann', from: 'acc_bob' });
  return out;
}

describe('A move of everything', () => {
  it('takes available and pending points with their terms, and names where each Lot was made', () => {
    const [from, into] = [ann(), bob()];
    merged(from, into);
    expect(from.balance()).toBe('0 0 0 0');
    expect(into.balance()).toBe('180 0 28 0');
    expect(into.lots()).toBe('B1 30, L1 100, L2 50');
    const [event] = into.events.filter((each) => each.type === 'AccountMovedIn');
    expect(event?.slices[0]).toEqual({
      lot: 'L1',
      wallet: 'points',
      points: 100n,
      earnedAt: at('2026-01-05'),
      expiresAt: at('2026-12-31'),
      member: 'mem_ann',
      partner: 'bakery',
      origin: { account: 'acc_ann', lot: 'L1', member: 'mem_ann' },
    });
    expect(event?.lots.map(({ lot, availableAt, awaits }) => [lot, availableAt, awaits?.action])).toEqual([
      ['P1', at('2026-02-01'), undefined],
      ['W1', null, 'shipped'],
    ]);
  });

  it('lets pending Lots mature and be released where they are now', () => {
    const [from, into] = [ann(), bob()];
    merged(from, into);
    into.on('2026-02-01').release('W1', { available: '2026-02-01' });
    expect(into.balance()).toBe('208 0 0 0');
  });

  it('takes open holds along: a capture goes on, and what it leaves comes back here', () => {
    const [from, into] = [ann(), bob()];
    from.hold('H1', 60, '2026-01-20');
    merged(from, into);
    expect(into.balance()).toBe('120 60 28 0');
    expect(refusalOf(from.capture('H1'))).toMatchObject({ reason: 'hold_not_found' });
    const burned = lastOf(into.capture('H1', 45), 'PointsBurned');
    expect([partsOf(burned.slices), partsOf(burned.released)]).toEqual(['L1 45', 'L1 15']);
    expect(into.balance()).toBe('135 0 28 0');
  });

  it('lets a hold that came along lapse when it would have', () => {
    const [from, into] = [ann(), bob()];
    from.hold('H1', 60, '2026-01-20');
    merged(from, into);
    expect(typesOf(into.on('2026-01-20').lapse('H1'))).toBe('HoldReleased');
    expect(into.lots()).toBe('B1 30, L1 100, L2 50');
  });

  it('leaves holds that are over where they were, so that their story is still known', () => {
    const [from, into] = [ann(), bob()];
    from.hold('H1', 60, '2026-01-20');
    from.capture('H1');
    merged(from, into);
    expect(typesOf(from.capture('H1'))).toBe('');
    expect(refusalOf(into.capture('H1'))).toMatchObject({ reason: 'hold_not_found' });
  });

  it('brings a debt, which is paid by what is there, the soonest to expire first', () => {
    const from = new Ledger('2026-01-05');
    from.adjustDown(40, { allowNegative: true });
    const into = bob();
    into.earn({ B2: { points: 100 } }, { member: 'mem_bob' });
    merged(from, into);
    expect(from.balance()).toBe('0 0 0 0');
    expect(into.balance()).toBe('90 0 0 0');
    expect(into.lots()).toBe('B2 90');
  });

  it('pays a debt that is there with what comes in', () => {
    const [from, into] = [ann(), new Ledger('2026-01-06')];
    into.adjustDown(120, { allowNegative: true });
    merged(from, into);
    expect(into.balance()).toBe('30 0 28 0');
    expect(into.lots()).toBe('L2 30');
  });

  it('adds up two debts that nothing can pay', () => {
    const [from, into] = [new Ledger('2026-01-05'), new Ledger('2026-01-06')];
    from.adjustDown(40, { allowNegative: true });
    into.adjustDown(3, { allowNegative: true });
    merged(from, into);
    expect(into.balance()).toBe('-43 0 0 0');
    into.earn({ B2: { points: 50 } });
    expect(into.balance()).toBe('7 0 0 0');
  });

  it('brings a Shortfall and the holds that can still pay it, and no others', () => {
    const [from, into] = [new Ledger('2026-01-05'), bob()];
    from.earn({ L1: { points: 100 } });
    from.hold('H1', 60, '2026-01-20');
    from.reverse({ L1: 100 }, 'within_balance', { return: 'ret_1' });
    from.earn({ L3: { points: 10 } });
    from.hold('H2', 10, '2026-01-20');
    merged(from, into);
    expect(from.balance()).toBe('0 0 0 0');
    expect(into.balance()).toBe('30 70 0 60');
    // What was held later than the Return belongs to nobody but the Member.
    expect(typesOf(into.void('H2'))).toBe('HoldReleased');
    const collected = lastOf(into.void('H1'), 'ShortfallCollected');
    expect([collected.return, partsOf(collected.slices)]).toEqual(['ret_1', 'L1 60']);
    expect(into.balance()).toBe('40 0 0 0');
  });

  it('keeps two Shortfalls of one Wallet apart', () => {
    const [from, into] = [new Ledger('2026-01-05'), bob()];
    from.earn({ L1: { points: 100 } });
    from.hold('H1', 60, '2026-01-20');
    from.reverse({ L1: 90 }, 'within_balance', { return: 'ret_1' });
    from.reverse({ L1: 10 }, 'within_balance', { return: 'ret_2' });
    merged(from, into);
    const collected = eventsOf(into.void('H1')).filter((each) => each.type === 'ShortfallCollected');
    expect(collected.map((each) => [each.return, partsOf(each.slices)])).toEqual([
      ['ret_1', 'L1 50'],
      ['ret_2', 'L1 10'],
    ]);
  });

  it('brings what had expired unspent, so that a Return counts it as taken back', () => {
    const [from, into] = [new Ledger('2026-01-05'), bob()];
    from.earn({ L1: { points: 100, expires: '2026-01-10' } });
    from.on('2026-01-10').expire();
    into.on('2026-01-11');
    merged(from, into);
    const event = lastOf(into.reverse({ L1: 100 }, 'unlimited'), 'PointsReversed');
    expect(event.expiredBefore).toEqual([{ lot: 'L1', points: 100n }]);
    expect(into.balance()).toBe('30 0 0 0');
    expect(typesOf(from.on('2026-01-12').reverse({ L1: 1 }, 'within_balance'))).toBe('PointsReversed');
    expect(from.balance()).toBe('0 0 0 1');
  });

  it('lets a Return find what its units made where it is now', () => {
    const [from, into] = [ann(), bob()];
    merged(from, into);
    expect(partsOf(lastOf(into.reverse({ L1: 40 }, 'unlimited'), 'PointsReversed').slices)).toBe('L1 40');
  });

  it('leads everybody who asks to where the points are', () => {
    const [from, into] = [ann(), bob()];
    expect(leadOf(from.account, 'mem_ann')).toBeUndefined();
    merged(from, into);
    expect(leadOf(from.account, 'mem_ann')).toBe('acc_bob');
    expect(leadOf(from.account, 'mem_eve')).toBe('acc_bob');
    expect(leadOf(into.account, 'mem_ann')).toBeUndefined();
  });

  it('books what fell due before it on both sides, and what fell due on the way', () => {
    const [from, into] = [ann(), bob()];
    expect(typesOf(from.on('2026-02-01').moveOut())).toBe('PointsMatured AccountMovedOut');
    const out = from.events.findLast((each) => each.type === 'AccountMovedOut');
    if (!out) throw new Error('nothing moved out');
    expect(typesOf(into.on('2026-12-31').moveIn(out))).toBe('PointsExpired AccountMovedIn PointsExpired');
    expect(into.lots()).toBe('P1 20, L2 50'.split(', ').reverse().join(', '));
  });

  it('is never earlier than what it takes', () => {
    const from = new Ledger('2026-01-05');
    from.earn({ L1: { points: 10 } }, { occurred: '2026-01-05T00:09:00Z' });
    expect(lastOf(from.moveOut(), 'AccountMovedOut').occurredAt).toBe(at('2026-01-05T00:09:00Z'));
  });

  it('moves an Account in which nothing ever happened', () => {
    const [from, into] = [new Ledger('2026-01-05'), bob()];
    merged(from, into);
    expect(leadOf(from.account, 'mem_ann')).toBe('acc_bob');
    expect(into.balance()).toBe('30 0 0 0');
  });

  it('says no to an Account that has moved away already, to one that has, and to itself', () => {
    const [from, into] = [ann(), bob()];
    const out = merged(from, into);
    expect(refusalOf(from.moveOut())).toEqual({ reason: 'account_moved_away', to: 'acc_bob' });
    expect(refusalOf(from.moveIn(out, { account: 'acc_ann', from: 'acc_eve' }))).toEqual({
      reason: 'account_moved_away',
      to: 'acc_bob',
    });
    const self = { reason: 'transfer_to_itself', transfer: 'mov_1' };
    expect(refusalOf(into.moveOut({ account: 'acc_bob' }))).toEqual(self);
    expect(refusalOf(into.moveIn(out, { account: 'acc_bob', from: 'acc_bob' }))).toEqual(self);
  });
});

describe('Members who part', () => {
  it('take their own Lots home, pending ones too, and leave no trace in their terms', () => {
    const [home, shared] = [ann(), bob()];
    merged(home, shared);
    parted(shared, home);
    expect(shared.balance()).toBe('30 0 0 0');
    expect(home.balance()).toBe('150 0 28 0');
    const back = home.events.findLast((each) => each.type === 'AccountMovedIn');
    for (const lot of [...(back?.slices ?? []), ...(back?.lots ?? [])]) expect(lot).not.toHaveProperty('origin');
  });

  it('take what they earned together with the others too', () => {
    const [home, shared] = [ann(), bob()];
    merged(home, shared);
    shared.earn({ M1: { points: 5 }, M2: { points: 6, available: '2026-03-01' } }, { member: 'mem_ann' });
    shared.earn({ M3: { points: 7 } }, { member: 'mem_bob' });
    parted(shared, home);
    expect(home.lots()).toBe('L1 100, L2 50, M1 5');
    expect(shared.lots()).toBe('B1 30, M3 7');
  });

  it('leave what was spent in burn order, whoever spent it, and what is owed', () => {
    const [home, shared] = [ann(), bob()];
    merged(home, shared);
    shared.burn(110, { member: 'mem_bob' });
    parted(shared, home);
    expect(home.lots()).toBe('L1 20, L2 50');
    expect(shared.balance()).toBe('0 0 0 0');
  });

  it('leave a debt with the others, since no Lot is theirs then', () => {
    const [home, shared] = [ann(), bob()];
    merged(home, shared);
    shared.adjustDown(200, { allowNegative: true });
    parted(shared, home);
    expect(shared.balance()).toBe('-20 0 0 0');
    expect(home.balance()).toBe('0 0 28 0');
  });

  it('wait until no open hold keeps a Lot of theirs', () => {
    const [home, shared] = [ann(), bob()];
    merged(home, shared);
    shared.hold('H1', 40, '2026-01-20');
    const parting = { account: 'acc_bob', to: 'acc_ann', members: ['mem_ann'], whole: false };
    expect(refusalOf(shared.moveOut(parting))).toEqual({
      reason: 'lots_held',
      holds: [{ hold: 'H1', points: 10n, lapsesAt: at('2026-01-20') }],
    });
    shared.void('H1');
    expect(typesOf(shared.moveOut(parting))).toBe('AccountMovedOut');
  });

  it('are not held up by holds of the others', () => {
    const [home, shared] = [ann(), bob()];
    merged(home, shared);
    shared.hold('H1', 30, '2026-01-20');
    parted(shared, home);
    expect(shared.balance()).toBe('0 30 0 0');
    expect(home.balance()).toBe('150 0 28 0');
  });

  it('take along what of theirs expired unspent, and nobody else’s', () => {
    const [home, shared] = [ann(), bob()];
    merged(home, shared);
    shared.on('2026-12-31').expire();
    home.on('2027-01-01');
    parted(shared, home);
    expect(lastOf(home.reverse({ L1: 100 }, 'within_balance'), 'PointsReversed').expiredBefore).toEqual([
      { lot: 'L1', points: 100n },
    ]);
    expect(lastOf(shared.reverse({ B1: 30 }, 'within_balance'), 'PointsReversed').expiredBefore).toEqual([
      { lot: 'B1', points: 30n },
    ]);
  });

  it('are asked for at home again, from wherever they had been led away', () => {
    const [home, shared] = [ann(), bob()];
    merged(home, shared);
    parted(shared, home);
    expect(leadOf(home.account, 'mem_ann')).toBeUndefined();
    expect(leadOf(shared.account, 'mem_ann')).toBe('acc_ann');
    expect(leadOf(shared.account, 'mem_bob')).toBeUndefined();
  });

  it('are asked for at home again, also where their points had gone on to somebody else', () => {
    const [home, shared] = [ann(), bob()];
    merged(home, shared);
    const on = { account: 'acc_bob', to: 'acc_eve', members: ['mem_bob', 'mem_ann'] };
    const eve = new Ledger('2026-01-06');
    eve.moveIn(lastOf(shared.moveOut(on), 'AccountMovedOut'), { account: 'acc_eve', from: 'acc_bob' });
    const parting = { account: 'acc_eve', to: 'acc_ann', members: ['mem_ann'], whole: false };
    home.moveIn(lastOf(eve.moveOut(parting), 'AccountMovedOut'), { account: 'acc_ann', from: 'acc_eve' });
    expect(home.balance()).toBe('150 0 28 0');
    expect(leadOf(home.account, 'mem_ann')).toBeUndefined();
    expect(leadOf(shared.account, 'mem_ann')).toBe('acc_eve');
  });

  it('are asked for together again when they are one a second time', () => {
    const [home, shared] = [ann(), bob()];
    merged(home, shared);
    parted(shared, home);
    merged(home, shared);
    expect(leadOf(shared.account, 'mem_ann')).toBeUndefined();
    expect(leadOf(home.account, 'mem_ann')).toBe('acc_bob');
  });

  it('can come together again, either way round, and no lead makes a circle', () => {
    const [home, shared] = [ann(), bob()];
    merged(home, shared);
    parted(shared, home);
    const out = lastOf(shared.moveOut({ account: 'acc_bob', to: 'acc_ann', members: ['mem_bob'] }), 'AccountMovedOut');
    home.moveIn(out, { account: 'acc_ann', from: 'acc_bob' });
    expect(home.balance()).toBe('180 0 28 0');
    expect(leadOf(home.account, 'mem_ann')).toBeUndefined();
    expect(leadOf(home.account, 'mem_bob')).toBeUndefined();
    expect(leadOf(shared.account, 'mem_bob')).toBe('acc_ann');
  });

  it('are still found by a purchase of when they were together, when the others have moved on', () => {
    const [home, shared] = [ann(), bob()];
    merged(home, shared);
    parted(shared, home);
    shared.moveOut({ account: 'acc_bob', to: 'acc_eve', members: ['mem_bob'] });
    expect(leadOf(shared.account, 'mem_ann')).toBe('acc_ann');
    expect(leadOf(shared.account, 'mem_bob')).toBe('acc_eve');
  });
});
