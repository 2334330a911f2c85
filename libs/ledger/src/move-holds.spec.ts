import { describe, expect, it } from '@jest/globals';
import { hold } from './hold.js';
import { Ledger, at, eventsOf, lastOf, partsOf, typesOf } from './ledger.fixture.js';
import { moveOut } from './move.js';
import { entries } from './tree.js';
import { bob, merged } from './two-members.fixture.js';

const NOW = at('2026-01-05');

/** Holds and the Shortfalls that they can still pay, in the order in which they came. */
describe('What moves with its holds', () => {
  it('names for what each was made, where it was made for something', () => {
    const [from, into] = [new Ledger('2026-01-05'), bob()];
    from.earn({ L1: { points: 100 } });
    from.hold('H1', 60, '2026-01-20');
    const out = merged(from, into);
    expect(out.holds).toStrictEqual([
      {
        hold: 'H1',
        redemption: 'red_1',
        member: 'mem_ann',
        heldAt: NOW,
        lapsesAt: at('2026-01-20'),
        slices: [{ lot: 'L1', wallet: 'points', points: 60n, earnedAt: NOW, expiresAt: null, member: 'mem_ann' }],
      },
    ]);
    expect(lastOf(into.void('H1'), 'HoldReleased').redemption).toBe('red_1');
  });

  it('names nothing where nobody said for what', () => {
    const from = new Ledger('2026-01-05');
    from.earn({ L1: { points: 100 } });
    const points = [{ wallet: 'points', points: 5n }];
    const terms = { member: 'mem_ann', hold: 'H1', lapsesAt: at('2026-01-20'), occurredAt: NOW, now: NOW, points };
    const held = hold(terms, from.account);
    if (!held.accepted) throw new Error(held.rejection.reason);
    const members = ['mem_ann'] as const;
    const moving = {
      move: 'mov_1',
      account: 'acc_ann',
      to: 'acc_bob',
      members,
      whole: true,
      occurredAt: NOW,
      now: NOW,
    };
    const out = lastOf(moveOut(moving, held.account), 'AccountMovedOut');
    expect(out.holds[0]).not.toHaveProperty('redemption');
    const into = bob();
    into.moveIn(out);
    expect(entries(into.account.holds)[0]).not.toHaveProperty('redemption');
    expect(lastOf(into.void('H1'), 'HoldReleased')).not.toHaveProperty('redemption');
  });

  it('is one event on either side, if Shortfalls came after all holds or not at all', () => {
    const [from, into] = [new Ledger('2026-01-05'), bob()];
    from.earn({ L1: { points: 100 }, S1: { points: 10, wallet: 'stamps' } });
    from.hold('H1', { points: 60, stamps: 6 }, '2026-01-20');
    from.reverse({ L1: 100 }, 'within_balance', { return: 'ret_1' });
    from.reverse({ S1: 10 }, 'within_balance', { return: 'ret_2', wallet: 'stamps' });
    const out = lastOf(from.moveOut(), 'AccountMovedOut');
    expect(typesOf(into.moveIn(out))).toBe('AccountMovedIn');

    const [other, there] = [new Ledger('2026-01-05'), bob()];
    other.earn({ L1: { points: 100 } });
    other.hold('H1', 60, '2026-01-20');
    expect(typesOf(there.moveIn(lastOf(other.moveOut(), 'AccountMovedOut')))).toBe('AccountMovedIn');
  });

  it('keeps the order in which holds were made, whichever lapses first', () => {
    const [from, into] = [new Ledger('2026-01-05'), bob()];
    from.earn({ L1: { points: 100 } });
    from.hold('H1', 60, '2026-01-25');
    from.reverse({ L1: 100 }, 'within_balance', { return: 'ret_1' });
    from.earn({ L3: { points: 10 } });
    from.hold('H2', 10, '2026-01-20');
    const out = merged(from, into);
    expect(out.holds.map(({ hold: id }) => id)).toEqual(['H1', 'H2']);
    expect(out.claims).toEqual([{ wallet: 'points', return: 'ret_1', points: 60n, holdsBefore: 1 }]);
    expect(typesOf(into.void('H2'))).toBe('HoldReleased');
    expect(partsOf(lastOf(into.void('H1'), 'ShortfallCollected').slices)).toBe('L1 60');
  });

  it('keeps the order in which Returns left Shortfalls, whichever Wallet stands first', () => {
    const [from, into] = [new Ledger('2026-01-05'), bob()];
    from.earn({ L1: { points: 60 }, S1: { points: 6, wallet: 'stamps' } });
    from.hold('H1', { points: 60, stamps: 6 }, '2026-01-20');
    from.reverse({ S1: 6 }, 'within_balance', { return: 'ret_1', wallet: 'stamps' });
    from.earn({ S2: { points: 5, wallet: 'stamps' } });
    from.hold('H2', { stamps: 5 }, '2026-01-20');
    from.reverse({ L1: 60 }, 'within_balance', { return: 'ret_2' });
    const out = merged(from, into);
    expect(out.claims.map((claim) => [claim.return, claim.holdsBefore])).toEqual([
      ['ret_1', 1],
      ['ret_2', 2],
    ]);
    expect(typesOf(into.void('H2'))).toBe('HoldReleased');
    const collected = eventsOf(into.void('H1')).filter((each) => each.type === 'ShortfallCollected');
    expect(collected.flatMap(({ slices }) => slices.map(({ lot, points }) => `${lot} ${points}`)).toSorted()).toEqual([
      'L1 60',
      'S1 6',
    ]);
  });

  it('brings a hold and its Shortfall on, where both came in together', () => {
    const [from, into, on] = [new Ledger('2026-01-05'), bob(), new Ledger('2026-01-06')];
    from.earn({ L1: { points: 100 } });
    from.hold('H1', 60, '2026-01-20');
    from.reverse({ L1: 100 }, 'within_balance', { return: 'ret_1' });
    merged(from, into);
    const moving = { account: 'acc_bob', to: 'acc_eve', members: ['mem_bob', 'mem_ann'] };
    on.moveIn(lastOf(into.moveOut(moving), 'AccountMovedOut'), { account: 'acc_eve', from: 'acc_bob' });
    expect(on.balance()).toBe('30 60 0 60');
    expect(partsOf(lastOf(on.void('H1'), 'ShortfallCollected').slices)).toBe('L1 60');
  });

  it('leaves behind what no hold can pay: it stays a Shortfall and is nothing else', () => {
    const from = new Ledger('2026-01-05');
    from.earn({ L1: { points: 100 } });
    from.hold('H1', 60, '2026-01-20');
    from.reverse({ L1: 100 }, 'within_balance', { return: 'ret_1' });
    from.earn({ L2: { points: 10 } });
    from.hold('H2', 10, '2026-01-20');
    from.capture('H1');
    const out = lastOf(from.moveOut(), 'AccountMovedOut');
    expect(out.claims).toEqual([]);
    expect(out.shortfall).toEqual([{ wallet: 'points', points: 60n }]);
  });
});

describe('A move', () => {
  it('is never earlier than a hold that it takes along', () => {
    const from = new Ledger('2026-01-05');
    from.earn({ L1: { points: 10 } });
    from.hold('H1', 5, '2026-01-20', { occurred: '2026-01-05T00:09:00Z' });
    expect(lastOf(from.moveOut(), 'AccountMovedOut').occurredAt).toBe(at('2026-01-05T00:09:00Z'));
  });

  it('is never earlier than pending points that it takes along', () => {
    const from = new Ledger('2026-01-05');
    from.earn({ P1: { points: 10, available: '2026-02-01' } }, { occurred: '2026-01-05T00:09:00Z' });
    expect(lastOf(from.moveOut(), 'AccountMovedOut').occurredAt).toBe(at('2026-01-05T00:09:00Z'));
  });

  it('of some Members leaves pending points of the others', () => {
    const shared = bob();
    shared.earn({ P2: { points: 7, available: '2026-03-01' } }, { member: 'mem_bob' });
    shared.earn({ P3: { points: 9, available: '2026-03-01' } }, { member: 'mem_ann' });
    const parting = { account: 'acc_bob', to: 'acc_ann', members: ['mem_ann'], whole: false };
    const out = lastOf(shared.moveOut(parting), 'AccountMovedOut');
    expect(out.lots.map(({ lot }) => lot)).toEqual(['P3']);
    expect(shared.balance()).toBe('30 0 7 0');
  });

  it('says of pending points for what they wait, and of others nothing', () => {
    const [from, into] = [new Ledger('2026-01-05'), bob()];
    from.earn({ P1: { points: 10, available: '2026-02-01' }, W1: { points: 8, available: null, awaits: 'shipped' } });
    merged(from, into);
    const come = into.events.findLast((each) => each.type === 'AccountMovedIn');
    expect(come?.lots[0]).not.toHaveProperty('awaits');
    expect(come?.lots[1]?.awaits?.action).toBe('shipped');
  });

  it('pays the debts of each Wallet from that Wallet', () => {
    const [from, into] = [new Ledger('2026-01-05'), bob()];
    from.adjustDown(20, { allowNegative: true });
    from.adjustDown(2, { allowNegative: true, wallet: 'stamps' });
    into.earn({ S1: { points: 10, wallet: 'stamps' } }, { member: 'mem_bob' });
    merged(from, into);
    expect([into.balance(), into.balance('stamps')]).toEqual(['10 0 0 0', '8 0 0 0']);
    expect([into.lots(), into.lots('stamps')]).toEqual(['B1 10', 'S1 8']);
  });

  it('brings a debt of a Wallet that was not there before', () => {
    const [from, into] = [new Ledger('2026-01-05'), bob()];
    from.adjustDown(2, { allowNegative: true, wallet: 'stamps' });
    merged(from, into);
    expect([into.balance(), into.balance('stamps')]).toEqual(['30 0 0 0', '-2 0 0 0']);
  });
});
