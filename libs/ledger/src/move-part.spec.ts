import { describe, expect, it } from '@jest/globals';
import { leadOf } from './account.js';
import { Ledger, at, lastOf, refusalOf, typesOf } from './ledger.fixture.js';
import { ann, bob, merged, parted } from './two-members.fixture.js';

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
