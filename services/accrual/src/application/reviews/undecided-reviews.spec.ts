import { describe, expect, it } from '@jest/globals';
import { reviewsStream, reviewsStreamId } from '@loyalty/contracts';
import { accountStream } from '@loyalty/ledger';
import {
  aPurchase,
  aReturn,
  giveBack,
  instant,
  line,
  openShop,
  purchase,
  TEA,
  teaProgramme,
} from '../../testing/shop.fixture.js';
import { accountStreamId } from '../account-book.js';
import { auditLedger } from '../audit/audit-ledger.js';
import { decidePurchaseReview } from './decide-review.js';
import { postAction } from '../actions/post-action.js';
import { postVoid } from '../voids/post-void.js';
import { nextUndecidedAt, bookAllUndecided } from './undecided-reviews.js';

const AT = '2026-06-01T11:00:00Z';
const LAPSES = '2026-06-03T12:00:00Z';
const LIMIT = '{ id: burst, on: purchases, of: member, within: P1D, times: 1, then: review }';

/** The first purchase of the day, 100 points, is free; the second one, 30, waits for a person. */
async function openCounter(undecided: string, wallet = 'expiry: { after: P10D }') {
  const shop = await openShop(teaProgramme({ programme: `velocity: { limits: [${LIMIT}]${undecided} }`, wallet }));
  const { account } = shop.members.join(TEA, { kind: 'card', value: '4007' });
  const buys = (amount: string) =>
    purchase(
      shop,
      aPurchase({ member: { card: '4007' }, occurredAt: AT, lines: [line('1', amount, { quantity: '3' })] }),
    );
  await buys('100.00');
  const { first } = await buys('30.00');
  const review = first.purchase.replace('pur_', 'rev_');
  return {
    shop,
    first,
    review,
    at: (text: string) => shop.clock.set(text),
    lapse: () => bookAllUndecided(shop.clock.now(), shop),
    decides: (verdict: 'release' | 'reject') =>
      decidePurchaseReview({ review, verdict, actor: 'key_eve', reason: 'called her' }, shop),
    points: async () => {
      const { available, pending } = await shop.balance(account);
      return [available, pending];
    },
    closed: async () =>
      [...(await shop.store.load(reviewsStream, reviewsStreamId(TEA))).state.values()].map(({ closed }) => closed),
    entries: async () =>
      (await shop.store.readStream(accountStreamId(account))).map((stored) => accountStream.decode(stored)),
    audited: async () => (await auditLedger({ log: shop.store, programmes: shop.programmes })).differences,
  };
}
const REJECTED = ', undecided: rejected';

describe('Points of a purchase that nobody decides about in time, where the programme says rejected,', () => {
  it('wait for however long it takes, and are taken back once by an entry that says why', async () => {
    const counter = await openCounter(REJECTED);
    const { first, at, lapse, points, shop } = counter;
    expect(first.outcome?.lots).toMatchObject([
      { availableAt: null, expiresAt: null, awaits: { action: 'manual_review' } },
    ]);
    expect([await points(), await nextUndecidedAt(shop)]).toEqual([[100, 30], instant(LAPSES)]);
    at('2026-06-03T11:59:59.999Z');
    expect(await lapse()).toBe(0);
    at(LAPSES);
    expect([await points(), await lapse(), await lapse(), await points()]).toEqual([[100, 30], 1, 0, [100, 0]]);
    expect((await counter.entries()).at(-1)).toMatchObject({
      type: 'PointsReversed',
      actor: 'programme',
      reason: 'nobody decided in time',
      purchase: first.purchase,
    });
    expect(await counter.closed()).toMatchObject([{ type: 'ReviewRejected', actor: 'programme' }]);
    expect([await nextUndecidedAt(shop), await counter.audited()]).toEqual([undefined, []]);
  });

  it('are given or taken by whoever decides before, and by nobody after', async () => {
    const released = await openCounter(REJECTED);
    released.at('2026-06-02T11:00:00Z');
    expect(await released.decides('release')).toMatchObject({ status: 'decided' });
    expect(await released.points()).toEqual([130, 0]);
    released.at('2026-06-04T11:00:00Z');
    expect([await released.lapse(), await released.points(), await released.audited()]).toEqual([0, [130, 0], []]);
    expect((await released.entries()).find(({ type }) => type === 'LotReleased')).toMatchObject({
      slices: [{ points: 30n, expiresAt: instant('2026-06-12T11:00:00Z') }],
    });

    const late = await openCounter(REJECTED);
    late.at(LAPSES);
    expect(await late.decides('release')).toMatchObject({ status: 'closed', became: 'lapsed' });
    await late.lapse();
    expect(await late.decides('release')).toMatchObject({ status: 'closed', became: 'rejected' });
    expect(await late.points()).toEqual([100, 0]);
  });

  it('are less by what was returned meanwhile, and gone where the purchase was voided, also after the lapse', async () => {
    const returned = await openCounter(REJECTED);
    await giveBack(
      returned.shop,
      aReturn({ purchase: { id: returned.first.purchase }, lines: [{ id: '1', quantity: '1' }] }),
    );
    expect(await returned.points()).toEqual([100, 20]);
    returned.at(LAPSES);
    expect([await returned.lapse(), await returned.points(), await returned.audited()]).toEqual([1, [100, 0], []]);

    const voided = await openCounter(REJECTED);
    voided.at(LAPSES);
    await postVoid({ id: voided.first.purchase }, voided.shop);
    expect(await voided.closed()).toMatchObject([{ type: 'ReviewWithdrawn' }]);
    expect([await voided.lapse(), await voided.points(), await voided.audited()]).toEqual([0, [100, 0], []]);
  });

  it('are let through by no report of an action, whatever its name', async () => {
    const { shop, first, points } = await openCounter(REJECTED);
    const report = { source: 'crm', externalId: 'A-1', occurredAt: AT, member: { card: '4007' } };
    const answer = await postAction({ ...report, action: 'manual_review', purchase: { id: first.purchase } }, shop);
    expect(answer).toMatchObject({ rejection: { reason: 'purchase_in_review' } });
    expect(await points()).toEqual([100, 30]);
  });

  it('are still waited for by an action, which is refused until it is sure whose they are', async () => {
    const { shop, first, at, lapse, points } = await openCounter(REJECTED, 'pending: { action: shipped }');
    const report = { source: 'crm', externalId: 'A-1', occurredAt: AT, member: { card: '4007' }, action: 'shipped' };
    at(LAPSES);
    const shipped = () => postAction({ ...report, purchase: { id: first.purchase } }, shop);
    expect(await shipped()).toMatchObject({ rejection: { reason: 'purchase_in_review' } });
    expect([await lapse(), await points()]).toEqual([1, [0, 100]]);
  });

  it('are taken back once by several processes', async () => {
    const { shop, at, points, entries } = await openCounter(REJECTED);
    at(LAPSES);
    const counts = await Promise.all([1, 2, 3].map(() => bookAllUndecided(shop.clock.now(), shop)));
    expect(counts.reduce((sum, each) => sum + each, 0)).toBe(1);
    expect(await points()).toEqual([100, 0]);
    expect((await entries()).filter(({ type }) => type === 'PointsReversed')).toHaveLength(1);
  });
});

describe('Where it says released, or nothing,', () => {
  it.each(['', ', undecided: released'])('they are available by themselves (%s)', async (undecided) => {
    const { first, at, lapse, entries } = await openCounter(undecided);
    expect(first.outcome?.lots).toMatchObject([{ availableAt: instant(LAPSES) }]);
    at(LAPSES);
    expect(await lapse()).toBe(0);
    expect((await entries()).map(({ type }) => type)).not.toContain('PointsReversed');
  });
});
