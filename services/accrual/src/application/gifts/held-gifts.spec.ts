import { describe, expect, it } from '@jest/globals';
import { countersStream } from '../../domain/streams/counters-stream.js';
import { fresh, LAPSES, openCounter } from '../../testing/held-gifts.fixture.js';
import { countersOf } from '../counters/counter-book.js';
import { nextUndecidedAt } from '../reviews/undecided-reviews.js';

describe('A gift beyond a limit that asks for a person', () => {
  it('is set aside, and can be neither spent nor given a second time', async () => {
    const { holds, gives, points, queue } = await openCounter();
    const { held, review, repeated } = await holds(120n);
    expect([held.hold, held.lapsesAt, repeated]).toEqual([review.opened.held, Date.parse(LAPSES), false]);
    expect(held.slices.map((slice) => slice.points)).toEqual([99n, 21n]);
    expect(review.opened).toMatchObject({
      kind: 'gift',
      limits: [{ limit: 'second', on: 'gifts', found: 1n, asked: 1n }],
    });
    expect(await points()).toEqual([79, 120, 1, 0]);
    expect(await gives(80n)).toMatchObject({ rejection: { by: { reason: 'insufficient_points', available: 79n } } });
    expect(await queue()).toEqual(['open']);
  });

  it('is given when another person lets it through: the same slices with their expiry, in lots of the receiver', async () => {
    const { holds, decides, points, events, bob, undo, conserved, queue } = await openCounter();
    const gift = await holds(120n);
    expect(await decides(gift, 'release')).toMatchObject({
      status: 'decided',
      review: { closed: { actor: 'key_max' } },
    });
    expect(await points()).toEqual([79, 0, 121, 0]);
    const came = (await events(bob.account)).at(-1);
    expect(came).toMatchObject({ type: 'PointsTransferredIn', actor: 'key_eve', reason: 'birthday' });
    const told = 'slices' in (came ?? {}) ? (came as { slices: typeof gift.held.slices }).slices : [];
    expect(told.map((slice) => [slice.points, slice.expiresAt, slice.earnedAt])).toEqual(
      gift.held.slices.map((slice) => [slice.points, slice.expiresAt, slice.earnedAt]),
    );
    expect(told.every(({ member }) => member === bob.member)).toBe(true);
    expect(await conserved()).toBe(true);
    expect(await queue()).toEqual(['released']);
    expect(await undo(gift.held.hold)).toMatchObject({ came: { type: 'PointsTransferredIn' } });
    expect(await points()).toEqual([199, 0, 1, 0]);
    expect(await undo(gift.held.hold)).toMatchObject({ rejection: { reason: 'transfer_spent' } });
  });

  it('is let through by no one who asked for it, who may reject it', async () => {
    const { holds, decides, points } = await openCounter();
    const gift = await holds(20n);
    const own = { actor: 'key_eve' };
    expect(await decides(gift, 'release', own)).toMatchObject({ status: 'refused', why: 'needs_another_key' });
    expect(await points()).toEqual([179, 20, 1, 0]);
    expect(await decides(gift, 'reject', own)).toMatchObject({ status: 'decided' });
    expect(await points()).toEqual([199, 0, 1, 0]);
  });

  it('is back in its lots when it is rejected, by an entry that says who and why; what is over meanwhile expires', async () => {
    const { holds, decides, points, events, ann, at, undo } = await openCounter();
    const gift = await holds(120n);
    at('2026-06-02T12:00:00Z');
    expect(await decides(gift, 'reject', { reason: 'not her' })).toMatchObject({ status: 'decided' });
    expect(await points()).toEqual([199, 0, 1, 0]);
    expect((await events(ann.account)).at(-1)).toMatchObject({
      type: 'HoldReleased',
      cause: 'rejected',
      actor: 'key_max',
      reason: 'not her',
    });
    expect(await undo(gift.held.hold)).toMatchObject({ rejection: { reason: 'transfer_not_given' } });
    expect(await decides(gift, 'reject')).toMatchObject({ status: 'repeated' });
    expect(await decides(gift, 'release')).toMatchObject({ status: 'closed', became: 'rejected' });
  });

  it('is answered as it stands when it is asked for again, and is other content with another number', async () => {
    const { holds, gives, decides, points, queue } = await openCounter();
    const gift = await holds(20n, 'same');
    const transfer = gift.held.hold;
    expect(await gives(20n, 'same')).toMatchObject({
      held: { hold: transfer },
      repeated: true,
      review: { closed: null },
    });
    expect(await gives(21n, 'same')).toMatchObject({ rejection: { reason: 'already_used_with_other_content' } });
    await decides(gift, 'release');
    const again = await gives(20n, 'same');
    expect(again).toMatchObject({ out: { transfer }, repeated: true, review: { closed: { type: 'ReviewReleased' } } });
    expect(await points()).toEqual([179, 0, 21, 0]);
    expect(await queue()).toEqual(['released']);
  });

  it('is only said to be held where it is only asked', async () => {
    const { gives, points, queue } = await openCounter();
    expect(await gives(20n, fresh(), { dryRun: true })).toMatchObject({ review: { opened: { kind: 'gift' } } });
    expect([await points(), await queue()]).toEqual([[199, 0, 1, 0], []]);
  });

  it('cannot be taken back while it waits, nor given to its giver', async () => {
    const { holds, gives, undo, ann } = await openCounter();
    const { held, review } = await holds(20n);
    expect(await undo(held.hold)).toMatchObject({
      rejection: { reason: 'transfer_in_review', transfer: held.hold, review: review.opened.review },
    });
    expect(await gives(5n, fresh(), { to: ann.account })).toMatchObject({
      rejection: { by: { reason: 'transfer_to_itself' } },
    });
    for (const madeUp of [review.opened.review, ann.account.replace('acc_', 'trf_')]) {
      expect(await undo(madeUp)).toMatchObject({ rejection: { reason: 'transfer_not_found' } });
    }
  });

  it('is over where nobody decides in time, to the instant and with no job', async () => {
    const { holds, decides, at, points, job, queue, gives, shop, undo } = await openCounter();
    const gift = await holds(20n, 'late');
    expect(await nextUndecidedAt(shop)).toBeUndefined();
    at(LAPSES);
    expect([await queue(), await job()]).toEqual([['lapsed'], 0]);
    expect(await decides(gift, 'release')).toMatchObject({ status: 'closed', became: 'lapsed' });
    expect(await undo(gift.held.hold)).toMatchObject({ rejection: { reason: 'transfer_not_given' } });
    expect(await gives(20n, 'late')).toMatchObject({ held: { hold: gift.held.hold }, repeated: true });
    // A day has passed, so the next one is let through; it finds the lapse booked.
    await gives(1n);
    expect(await points()).toEqual([198, 0, 2, 0]);
  });

  it('is given where nobody decides and the programme says released, once, however late the job is', async () => {
    const { holds, decides, at, points, job, queue, undo, shop, conserved } = await openCounter({
      velocity: ', undecided: released',
    });
    const gift = await holds(120n);
    expect(await nextUndecidedAt(shop)).toBe(Date.parse(LAPSES));
    expect(await job()).toBe(0);
    at('2026-06-03T13:00:00Z');
    expect(await decides(gift, 'reject')).toMatchObject({ status: 'closed', became: 'lapsed' });
    expect(await undo(gift.held.hold)).toMatchObject({ rejection: { reason: 'transfer_in_review' } });
    expect([await job(), await job()]).toEqual([1, 0]);
    expect([await points(), await queue()]).toEqual([[79, 0, 121, 0], ['released']]);
    expect(await conserved()).toBe(true);
    expect(await nextUndecidedAt(shop)).toBeUndefined();
  });

  it('counts in the day in which it was asked for, and leaves room there when it is rejected', async () => {
    const { holds, decides, ann, shop, gives, at, undo } = await openCounter({ more: '\ntransfers: { perDay: 50 }' });
    const given = async () => {
      const { state } = await shop.store.load(countersStream, countersOf(ann.account));
      return [...(state.given.get('transfers/points')?.values() ?? [])];
    };
    const gift = await holds(40n);
    expect(await given()).toEqual([41n, 41n]);
    expect(await gives(10n)).toMatchObject({ rejection: { reason: 'transfer_limit_reached', given: 41n } });
    await decides(gift, 'reject');
    expect(await given()).toEqual([1n, 1n]);
    // What is let through a day later, and comes back, had its room in the day before.
    const late = await holds(30n);
    at('2026-06-02T12:00:00Z');
    await decides(late, 'release');
    await gives(5n);
    expect(await given()).toEqual([31n, 36n, 5n]);
    await undo(late.held.hold);
    expect(await given()).toEqual([1n, 6n, 5n]);
  });

  it('is refused where another limit says no', async () => {
    const { gives, holds, queue } = await openCounter({
      limits: ', { id: third, on: gifts, of: member, within: P1D, times: 2, then: refuse }',
    });
    await holds(10n);
    expect(await gives(10n)).toMatchObject({ rejection: { reason: 'velocity_limit_reached', limit: 'third' } });
    expect(await queue()).toEqual(['open']);
  });
});
