import { beforeEach, describe, expect, it } from '@jest/globals';
import { aPayout, driven, openPayoutShop, type PayoutShop, requested } from '../../testing/payouts.fixture.js';
import { teaProgramme } from '../../testing/shop.fixture.js';
import { Reconciler } from '../reconcile.js';
import { decideReview } from '../reviews/decide-review.js';
import { listReviews } from '../reviews/list-reviews.js';
import { loadPayout } from './payout-row.js';
import { markSent, stepPayout } from './payout-steps.js';

const settled = { outcome: 'settled', reference: 'P-1' } as const;
const EVERY_ONE = teaProgramme(`velocity:
  reviewWithin: P2D
  limits:
    - { id: look, on: redemptions, of: member, within: P30D, points: 100, wallet: points, then: review }`);

describe('A payout beyond a limit', () => {
  let shop: PayoutShop;
  let id: string;
  beforeEach(async () => {
    shop = await openPayoutShop({}, [EVERY_ONE]);
    await shop.earn(500);
    id = await requested(shop, aPayout(300));
  });
  const decide = async (verdict: 'release' | 'reject') => {
    const [review] = (await listReviews({ limit: 1 }, shop)).items;
    await decideReview({ id: review?.opened.review ?? '', verdict, actor: 'key_eve', reason: 'called her' }, shop);
  };

  it('is not sent before a person has decided, and is paid after', async () => {
    expect(await driven(shop, id)).toBe('waiting');
    expect(await stepPayout(id, shop.store, markSent)).toBe('nothing');
    expect([shop.provider.sent, shop.provider.asked]).toEqual([[], []]);
    await decide('release');
    expect(await driven(shop, id, settled)).toBe('settled');
    expect(await shop.balance()).toEqual({ available: 200, held: 0, pending: 0 });
    expect(await Reconciler.fromTheStart(shop.store).catchUp()).toEqual([]);
  });

  it('that is rejected gives its points back, and is never sent', async () => {
    await decide('reject');
    expect(await driven(shop, id)).toBe('ended');
    expect(await loadPayout(id, shop)).toMatchObject({ status: 'voided' });
    expect(shop.provider.sent).toEqual([]);
    expect(await shop.balance()).toEqual({ available: 500, held: 0, pending: 0 });
    expect(await Reconciler.fromTheStart(shop.store).catchUp()).toEqual([]);
  });
});
