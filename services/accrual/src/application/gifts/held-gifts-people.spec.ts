import { describe, expect, it } from '@jest/globals';
import { fresh, LAPSES, openCounter } from '../../testing/held-gifts.fixture.js';
import { TEA } from '../../testing/shop.fixture.js';
import { decideHeld } from '../reviews/decide-held.js';

describe('A gift that is held, when its people change,', () => {
  it('is given from where its hold went with a merge, to where the receiver’s points are now', async () => {
    const { holds, decides, ann, bob, cat, shop, merge, conserved, events } = await openCounter();
    const dan = shop.members.join(TEA, { kind: 'card', value: '4010' });
    const gift = await holds(120n);
    await merge(ann, cat);
    await merge(bob, dan);
    expect(await decides(gift, 'release')).toMatchObject({ status: 'decided' });
    const left = await shop.balance(cat.account);
    expect([left.available, left.held]).toEqual([79, 0]);
    expect((await shop.balance(dan.account)).available).toBe(121);
    expect((await events(dan.account)).at(-1)).toMatchObject({ type: 'PointsTransferredIn', member: bob.member });
    expect(await conserved(dan)).toBe(true);
  });

  it('is free again where giver and receiver have become one, and nothing is given twice', async () => {
    const { holds, decides, ann, bob, merge, points, gives, undo } = await openCounter();
    const gift = await holds(120n, 'one');
    await merge(ann, bob);
    expect(await decides(gift, 'release')).toMatchObject({ status: 'decided' });
    expect(await points()).toEqual([0, 0, 200, 0]);
    expect(await gives(120n, 'one')).toMatchObject({ held: { hold: gift.held.hold }, repeated: true });
    expect(await undo(gift.held.hold)).toMatchObject({ rejection: { reason: 'transfer_not_given' } });
  });

  it('goes to nobody who was erased: it can be rejected, and is back where nobody decides', async () => {
    const { holds, decides, bob, shop, points, at, job, queue } = await openCounter({
      velocity: ', undecided: released',
    });
    const gift = await holds(20n);
    const other = await holds(30n);
    shop.members.erase(TEA, bob.member);
    expect(await decides(gift, 'release')).toMatchObject({ status: 'refused', why: 'receiver_erased' });
    expect(await decides(gift, 'reject')).toMatchObject({ status: 'decided' });
    at(LAPSES);
    expect(await decides(other, 'release')).toMatchObject({ status: 'closed' });
    expect(await job()).toBe(1);
    expect([await points(), await queue()]).toEqual([
      [199, 0, 1, 0],
      ['rejected', 'rejected'],
    ]);
  });

  it('is for a household that no one can erase', async () => {
    const { gives, decides, shop, points, cat } = await openCounter();
    shop.members.forget(TEA, cat.member);
    const gift = await gives(20n, fresh(), { to: cat.account });
    if (!('held' in gift)) throw new Error('it is held');
    expect(gift.review.opened.gift?.isErasable).toBe(false);
    expect(await decides(gift, 'release')).toMatchObject({ status: 'decided' });
    expect(await points()).toEqual([179, 0, 1, 20]);
  });
});

it('decides about nothing that was never held', async () => {
  const { shop } = await openCounter();
  for (const review of ['rev_nonsense', 'rev_00000000000000000000000001']) {
    expect(await decideHeld({ review, verdict: 'release', actor: 'key_max', reason: 'so' }, shop)).toEqual({
      status: 'not_found',
    });
  }
});
