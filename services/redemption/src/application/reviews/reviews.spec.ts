import { describe, expect, it } from '@jest/globals';
import { accountStream } from '@loyalty/ledger';
import { aMug, aMugFor, put, stockOf } from '../../testing/rewards.fixture.js';
import { anOrder, authorised, instant, openShop, type Shop, teaProgramme } from '../../testing/shop.fixture.js';
import { accountStreamId } from '../account-book.js';
import { authorise } from '../authorise.js';
import { captureRedemption } from '../capture.js';
import { Reconciler } from '../reconcile.js';
import { voidRedemption } from '../void.js';
import { decideReview } from './decide-review.js';
import { listReviews } from './list-reviews.js';

const DOCUMENT = teaProgramme(`velocity:
  reviewWithin: P2D
  limits:
    - { id: look, on: redemptions, of: member, within: P30D, times: 1, then: review }`);

/** The first goes through, the second is held. */
async function held(points = 40) {
  const shop = await openShop({ documents: [DOCUMENT] });
  await shop.earn(100);
  await authorised(shop, anOrder(10, { capture: true }));
  const sent = anOrder(points);
  const { id, redemption } = await authorised(shop, sent);
  const review = redemption.review?.opened.review ?? 'none';
  return { shop, id, review, sent };
}
const decide = (shop: Shop, verdict: 'release' | 'reject', id: string, reason = 'called her') =>
  decideReview({ id, verdict, actor: 'key_eve', reason }, shop);
const statuses = async (shop: Shop) =>
  (await listReviews({ limit: 10 }, shop)).items.map(({ closed }) => closed?.type ?? 'open');
const differences = (shop: Shop) => Reconciler.fromTheStart(shop.store).catchUp();

describe('A redemption that goes beyond a limit', () => {
  it('is held until a person decides, for as long as the programme says', async () => {
    const { shop, id, review, sent } = await held();
    expect(await authorise(sent, shop)).toMatchObject({
      repeated: true,
      standing: { status: 'in_review' },
      redemption: { facts: { lapsesAt: instant('2026-06-03T12:00:00Z') } },
    });
    expect(await shop.balance()).toEqual({ available: 50, held: 40, pending: 0 });
    expect(await captureRedemption(id, {}, shop)).toMatchObject({
      rejection: { reason: 'redemption_in_review', redemption: id, review, lapsesAt: instant('2026-06-03T12:00:00Z') },
    });
    const { items } = await listReviews({ limit: 10, status: 'open' }, shop);
    expect(items.map(({ opened }) => opened)).toMatchObject([
      { review, held: id, programme: 'tea', limits: [{ limit: 'look', max: 1n, found: 1n, asked: 1n }] },
    ]);
    expect(await differences(shop)).toEqual([]);
  });

  it('can be captured once it is released; the same again changes nothing', async () => {
    const { shop, id, review } = await held();
    expect(await decide(shop, 'release', review)).toMatchObject({ repeated: false });
    const heads = await shop.heads();
    expect(await decide(shop, 'release', review, 'again')).toMatchObject({
      repeated: true,
      review: { closed: { type: 'ReviewReleased', actor: 'key_eve', reason: 'called her' } },
    });
    expect(await shop.heads()).toEqual(heads);
    expect(await captureRedemption(id, {}, shop)).toMatchObject({ standing: { status: 'captured' } });
    expect(await decide(shop, 'reject', review)).toMatchObject({
      rejection: { reason: 'review_closed', status: 'released' },
    });
    expect(await differences(shop)).toEqual([]);
  });

  it('gives its points back when it is rejected, by an entry that says who said so and why', async () => {
    const { shop, id, review } = await held();
    expect(await decide(shop, 'reject', review, 'stolen card')).toMatchObject({ repeated: false });
    expect(await shop.balance()).toEqual({ available: 90, held: 0, pending: 0 });
    const last = (await shop.store.readStream(accountStreamId(shop.owner.account))).at(-1);
    expect(last && accountStream.decode(last)).toMatchObject({
      type: 'HoldReleased',
      cause: 'rejected',
      actor: 'key_eve',
      reason: 'stolen card',
      redemption: id,
    });
    expect(await decide(shop, 'reject', review)).toMatchObject({
      repeated: true,
      review: { closed: { reason: 'stolen card' } },
    });
    expect(await decide(shop, 'release', review)).toMatchObject({ rejection: { status: 'rejected' } });
    expect(await captureRedemption(id, {}, shop)).toMatchObject({ rejection: { reason: 'redemption_voided' } });
    expect(await statuses(shop)).toEqual(['ReviewRejected']);
    expect(await differences(shop)).toEqual([]);
  });

  it('lapses where nobody decides, without a word, and can then no longer be decided', async () => {
    const { shop, id, review } = await held();
    shop.clock.set('2026-06-03T11:59:59.999Z');
    expect((await listReviews({ limit: 10, status: 'open' }, shop)).items).toHaveLength(1);
    shop.clock.set('2026-06-03T12:00:00Z');
    expect((await listReviews({ limit: 10, status: 'open' }, shop)).items).toHaveLength(0);
    expect((await listReviews({ limit: 10, status: 'lapsed' }, shop)).items).toHaveLength(1);
    for (const verdict of ['release', 'reject'] as const) {
      expect(await decide(shop, verdict, review)).toMatchObject({
        rejection: { reason: 'review_closed', status: 'lapsed' },
      });
    }
    expect(await captureRedemption(id, {}, shop)).toMatchObject({ rejection: { reason: 'hold_lapsed' } });
    await authorise(anOrder(90), shop);
    expect(await differences(shop)).toEqual([]);
  });

  it('is closed by a void of its sender', async () => {
    const { shop, id, review } = await held();
    await voidRedemption({ id }, shop);
    expect(await statuses(shop)).toEqual(['ReviewWithdrawn']);
    expect(await decide(shop, 'release', review)).toMatchObject({ rejection: { status: 'withdrawn' } });
    expect(await shop.balance()).toEqual({ available: 90, held: 0, pending: 0 });
    expect(await differences(shop)).toEqual([]);
  });

  it('puts its reward back when it is rejected', async () => {
    const { shop } = await held();
    await put(shop, aMug({ stock: 1 }));
    const { redemption } = await authorised(shop, aMugFor());
    expect(await stockOf(shop)).toEqual({ left: 0, held: 1, kept: 0 });
    await decide(shop, 'reject', redemption.review?.opened.review ?? 'none');
    expect(await stockOf(shop)).toEqual({ left: 1, held: 0, kept: 0 });
    expect(await differences(shop)).toEqual([]);
  });

  it('is not found under what is no review', async () => {
    const shop = await openShop();
    await shop.earn(100);
    const { id } = await authorised(shop, anOrder(1));
    for (const none of ['', 'rev_none', id, id.replace('red', 'rev')]) {
      expect(await decide(shop, 'release', none)).toMatchObject({ rejection: { reason: 'review_not_found' } });
    }
  });

  it('is listed page by page, the oldest first', async () => {
    const { shop, review } = await held(1);
    for (let order = 0; order < 4; order += 1) await authorised(shop, anOrder(1));
    const seen: string[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const page = await listReviews({ limit: 2, status: 'open', ...(after === undefined ? {} : { after }) }, shop);
      seen.push(...page.items.map(({ opened }) => opened.review));
      after = page.next;
    }
    // Of two that were opened within a millisecond either may be the first; a page still goes on where the last one ended.
    expect(seen).toEqual([...seen].sort());
    expect(seen).toContain(review);
    expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
    expect((await listReviews({ limit: 2, programme: 'wine' }, shop)).items).toEqual([]);
  });
});
