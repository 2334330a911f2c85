import { describe, expect, it } from '@jest/globals';
import { type Account, emptyAccount } from './account.js';
import { leadsAfter } from './leads.js';
import { lastOf, Ledger, partsOf } from './ledger.fixture.js';
import type { Lead } from './nouns.js';
import { ann, bob, merged, parted } from './two-members.fixture.js';
import { accountNow, accountOfHold, accountsGathered, slicesWhereNow } from './where-now.js';

const among = (accounts: Readonly<Record<string, Account>>) => (account: string) => accounts[account] ?? emptyAccount;

describe('Where an Account’s points are now', () => {
  it('is where they always were, as long as nothing led away', () => {
    expect(accountNow({ account: 'acc_ann', member: 'mem_ann' }, among({ acc_ann: ann().account }))).toBe('acc_ann');
  });

  it('is as far as the leads go, for each Member another way', () => {
    const [home, shared, eve] = [ann(), bob(), new Ledger('2026-01-06')];
    merged(home, shared);
    const on = lastOf(shared.moveOut({ account: 'acc_bob', to: 'acc_eve', members: ['mem_bob'] }), 'AccountMovedOut');
    eve.moveIn(on, { account: 'acc_eve', from: 'acc_bob' });
    const states = among({ acc_ann: home.account, acc_bob: shared.account, acc_eve: eve.account });
    expect(accountNow({ account: 'acc_ann', member: 'mem_ann' }, states)).toBe('acc_eve');
    expect(accountNow({ account: 'acc_bob', member: 'mem_bob' }, states)).toBe('acc_eve');
    expect(accountNow({ account: 'acc_eve', member: 'mem_bob' }, states)).toBe('acc_eve');
  });

  it('is at home again for who parted, and not for the others', () => {
    const [home, shared] = [ann(), bob()];
    merged(home, shared);
    parted(shared, home);
    const states = among({ acc_ann: home.account, acc_bob: shared.account });
    expect(accountNow({ account: 'acc_bob', member: 'mem_ann' }, states)).toBe('acc_ann');
    expect(accountNow({ account: 'acc_bob', member: 'mem_bob' }, states)).toBe('acc_bob');
  });

  it('is, for a hold, where the hold went: with the points while it is open, and nowhere once it is over', () => {
    const [home, shared] = [ann(), bob()];
    home.hold('H1', 10, '2026-01-20');
    home.capture('H1');
    home.hold('H2', 10, '2026-01-20');
    merged(home, shared);
    const states = among({ acc_ann: home.account, acc_bob: shared.account });
    const owned = { account: 'acc_ann', member: 'mem_ann' };
    expect(accountOfHold(owned, 'H1', states)).toBe('acc_ann');
    expect(accountOfHold(owned, 'H2', states)).toBe('acc_bob');
    // One that never was is looked for where the leads end.
    expect(accountOfHold(owned, 'H3', states)).toBe('acc_bob');
  });

  it('has come from all whose points ever came there, each named once', () => {
    const [home, shared, eve] = [ann(), bob(), new Ledger('2026-01-06')];
    merged(home, shared);
    parted(shared, home);
    merged(home, shared);
    expect(shared.account.gathered).toEqual(['acc_ann']);
    expect(home.account.gathered).toEqual(['acc_bob']);
    const on = lastOf(shared.moveOut({ account: 'acc_bob', to: 'acc_eve', members: ['mem_bob'] }), 'AccountMovedOut');
    eve.moveIn(on, { account: 'acc_eve', from: 'acc_bob' });
    const states = among({ acc_ann: home.account, acc_bob: shared.account, acc_eve: eve.account });
    expect(accountsGathered('acc_eve', states)).toEqual(['acc_eve', 'acc_bob', 'acc_ann']);
    expect(accountsGathered('acc_none', states)).toEqual(['acc_none']);
  });

  it('keeps the ways of several Accounts whose points came to one', () => {
    const [first, second, into] = [ann(), new Ledger('2026-01-06'), bob()];
    merged(first, into);
    const out = lastOf(second.moveOut({ account: 'acc_cat', members: ['mem_cat'] }), 'AccountMovedOut');
    into.moveIn(out, { account: 'acc_bob', from: 'acc_cat' });
    expect(into.account.gathered).toEqual(['acc_ann', 'acc_cat']);
  });
});

describe('Slices of an old burn', () => {
  const burnedTogether = () => {
    const [home, shared] = [ann(), bob()];
    merged(home, shared);
    // 30 of Bob's end first, then Ann's 100 and 20 of the 50 that never end.
    const { slices } = lastOf(shared.burn(150), 'PointsBurned');
    return { home, shared, slices };
  };

  it('stay together, as they were, where nobody has left', () => {
    const { home, shared, slices } = burnedTogether();
    const states = among({ acc_ann: home.account, acc_bob: shared.account });
    expect([...slicesWhereNow('acc_bob', slices, states)]).toEqual([['acc_bob', slices]]);
  });

  it('go to whoever earned them, where they have parted since; a Lot that comes home is its own again', () => {
    const { home, shared, slices } = burnedTogether();
    parted(shared, home);
    const states = among({ acc_ann: home.account, acc_bob: shared.account });
    const parts = slicesWhereNow('acc_bob', slices, states);
    expect([...parts].map(([account, part]) => [account, partsOf(part)])).toEqual([
      ['acc_bob', 'B1 30'],
      ['acc_ann', 'L1 100, L2 20'],
    ]);
    for (const slice of parts.get('acc_ann') ?? []) expect(slice).not.toHaveProperty('origin');
  });

  it('say where they were made, where they have gone on together', () => {
    const { home, shared, slices } = burnedTogether();
    shared.moveOut({ account: 'acc_bob', to: 'acc_eve', members: ['mem_bob', 'mem_ann'] });
    const states = among({ acc_ann: home.account, acc_bob: shared.account });
    const parts = slicesWhereNow('acc_bob', slices, states);
    expect([...parts.keys()]).toEqual(['acc_eve']);
    expect(parts.get('acc_eve')?.map(({ lot, origin }) => [lot, origin?.account])).toEqual([
      ['B1', 'acc_bob'],
      ['L1', 'acc_ann'],
      ['L2', 'acc_ann'],
    ]);
  });
});

describe('Leads', () => {
  const to = 'acc_new';
  const out = lastOf(ann().moveOut({ to, members: ['mem_ann'] }), 'AccountMovedOut');
  const part = { ...out, whole: false, members: ['mem_ann', 'mem_bob'] };
  const home = { ...part, type: 'AccountMovedIn', from: 'acc_old', repaid: [] } as const;
  const all: Lead = { member: null, to: 'acc_old' };
  const anns: Lead = { member: 'mem_ann', to: 'acc_old' };
  const cats: Lead = { member: 'mem_cat', to: 'acc_other' };
  const both = [all, anns, cats];

  it('are left alone by whatever is no move', () => {
    const earned = lastOf(new Ledger().earn({ L1: { points: 1 } }), 'PointsEarned');
    expect(leadsAfter(both, earned)).toBe(both);
  });

  it('of everybody become the last way that everything went; those of single Members stay', () => {
    expect(leadsAfter(both, out)).toEqual([anns, cats, { member: null, to }]);
  });

  it('of single Members become the last way that they went; those of the others stay, and everybody’s', () => {
    expect(leadsAfter(both, part)).toEqual([all, cats, { member: 'mem_ann', to }, { member: 'mem_bob', to }]);
  });

  it('end for everybody and for who comes in, and where they led to whence somebody comes', () => {
    expect(leadsAfter(both, home)).toEqual([cats]);
    expect(leadsAfter([{ member: 'mem_eve', to: 'acc_old' }, cats], { ...home, members: [] })).toEqual([cats]);
    expect(leadsAfter([{ member: 'mem_ann', to: 'acc_other' }], home)).toEqual([]);
  });
});
