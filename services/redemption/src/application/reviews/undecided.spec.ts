import { describe, expect, it } from '@jest/globals';
import { anOrder, authorised, instant, openShop, teaProgramme } from '../../testing/shop.fixture.js';
import { aPayout, openPayoutShop, requested } from '../../testing/payouts.fixture.js';
import { authorise } from '../authorise.js';
import { captureRedemption } from '../capture.js';
import { Reconciler } from '../reconcile.js';
import { voidRedemption } from '../void.js';
import { decideReview } from './decide-review.js';
import { listReviews } from './list-reviews.js';

const LIMIT = '{ id: look, on: redemptions, of: member, within: P30D, times: 1, then: review }';
const documentOf = (undecided: string) => teaProgramme(`velocity: { limits: [${LIMIT}]${undecided} }`);
const RELEASED = ', undecided: released';
/** Two days for a person, and then the order's own quarter of an hour. */
const REVIEWED = '2026-06-03T12:00:00Z';
const LAPSES = '2026-06-03T12:15:00Z';

async function held(undecided = RELEASED) {
  const shop = await openShop({ documents: [documentOf(undecided)] });
  await shop.earn(100);
  await authorised(shop, anOrder(10, { capture: true }));
  const sent = anOrder(40);
  const { id, redemption } = await authorised(shop, sent);
  const review = redemption.review?.opened.review ?? '';
  const decides = (verdict: 'release' | 'reject') =>
    decideReview({ id: review, verdict, actor: 'key_eve', reason: 'called her' }, shop);
  const differences = () => Reconciler.fromTheStart(shop.store).catchUp();
  return { shop, sent, id, redemption, decides, differences };
}

describe('A redemption that nobody decides about in time, where the programme says released,', () => {
  it('can be captured from then on, and lapses when its order has had its own time', async () => {
    const { shop, sent, id, redemption, decides, differences } = await held();
    expect(redemption).toMatchObject({
      facts: { lapsesAt: instant(LAPSES) },
      review: { opened: { lapsesAt: instant(REVIEWED), undecided: 'released' } },
    });
    shop.clock.set('2026-06-03T11:59:59.999Z');
    expect(await captureRedemption(id, {}, shop)).toMatchObject({ rejection: { reason: 'redemption_in_review' } });
    shop.clock.set(REVIEWED);
    expect(await authorise(sent, shop)).toMatchObject({ repeated: true, standing: { status: 'authorised' } });
    for (const verdict of ['release', 'reject'] as const) {
      expect(await decides(verdict)).toMatchObject({ rejection: { reason: 'review_closed', status: 'lapsed' } });
    }
    expect(await captureRedemption(id, {}, shop)).toMatchObject({ standing: { status: 'captured' } });
    expect((await listReviews({ limit: 10, status: 'lapsed' }, shop)).items).toHaveLength(1);
    expect(await differences()).toEqual([]);
  });

  it('lapses then, and gives its points back', async () => {
    const { shop, id, differences } = await held();
    shop.clock.set(LAPSES);
    expect(await captureRedemption(id, {}, shop)).toMatchObject({ rejection: { reason: 'hold_lapsed' } });
    await authorise(anOrder(90), shop);
    expect(await differences()).toEqual([]);
  });

  it('can be voided before and after, and is decided by whoever comes before', async () => {
    const late = await held();
    late.shop.clock.set(REVIEWED);
    expect(await voidRedemption({ id: late.id }, late.shop)).toMatchObject({ standing: { status: 'voided' } });
    expect(await late.shop.balance()).toMatchObject({ available: 90, held: 0 });
    expect((await listReviews({ limit: 10, status: 'lapsed' }, late.shop)).items).toHaveLength(1);
    const rejected = await held();
    await rejected.decides('reject');
    rejected.shop.clock.set(REVIEWED);
    expect(await captureRedemption(rejected.id, {}, rejected.shop)).toMatchObject({
      rejection: { reason: 'redemption_voided' },
    });
    expect([await late.differences(), await rejected.differences()]).toEqual([[], []]);
  });

  it('is never one that is paid out: money goes when somebody has looked', async () => {
    const shop = await openPayoutShop({}, [documentOf(RELEASED)]);
    await shop.earn(500);
    await requested(shop, aPayout(100));
    await requested(shop, aPayout(100));
    const [review] = (await listReviews({ limit: 10 }, shop)).items;
    expect(review?.opened).not.toHaveProperty('undecided');
    expect(review?.opened.lapsesAt).toBe(instant('2027-06-01T12:00:00Z'));
  });
});

describe('Where it says rejected, or nothing,', () => {
  it.each(['', ', undecided: rejected'])('it is over when nobody has decided (%s)', async (undecided) => {
    const { shop, id, redemption } = await held(undecided);
    expect(redemption).toMatchObject({
      facts: { lapsesAt: instant(REVIEWED) },
      review: { opened: { lapsesAt: instant(REVIEWED) } },
    });
    shop.clock.set(REVIEWED);
    expect(await captureRedemption(id, {}, shop)).toMatchObject({ rejection: { reason: 'hold_lapsed' } });
  });
});
