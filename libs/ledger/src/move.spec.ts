import { describe, expect, it } from '@jest/globals';
import { leadOf } from './account.js';
import { Ledger, at, eventsOf, lastOf, partsOf, refusalOf, typesOf } from './ledger.fixture.js';
import { ann, bob, merged } from './two-members.fixture.js';

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
