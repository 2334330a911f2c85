import { describe, expect, it } from '@jest/globals';
import { anOrder, authorised, instant, openShop, teaProgramme, type Shop } from '../testing/shop.fixture.js';
import { refundRedemption } from './refund.js';
import { voidRedemption } from './void.js';

const points = (count: number, wallet = 'points') => ({ points: [{ wallet, points: count }] });
const LATE = '2027-01-31T00:00:00Z';
const SOON = '2026-12-31T00:00:00Z';

/** 120 of 100 until January and 50 until December: burned are the 50, then 70. */
async function spent(shop: Shop): Promise<string> {
  await shop.earn(100, { expiresAt: instant(LATE) });
  await shop.earn(50, { expiresAt: instant(SOON) });
  return (await authorised(shop, anOrder(120, { capture: true }))).id;
}

describe('A refund', () => {
  it('gives points back to the lots they came from, with their old expiry', async () => {
    const shop = await openShop();
    const id = await spent(shop);
    expect(await refundRedemption({ id, idempotencyKey: 'all' }, shop)).toMatchObject({
      standing: { status: 'refunded' },
      givenBack: [
        { points: 50n, expiresAt: instant(SOON) },
        { points: 70n, expiresAt: instant(LATE) },
      ],
      after: { balances: [{ available: 150n }, {}] },
      repeated: false,
    });
    expect(await shop.expiring()).toEqual([
      [SOON, 50],
      [LATE, 100],
    ]);
  });

  it.each([[[70, 50]], [[50, 70]], [[1, 69, 1, 49]], [[119, 1]]])(
    'in parts of %j sums to what was spent',
    async (parts) => {
      const shop = await openShop();
      const id = await spent(shop);
      for (const [at, part] of parts.entries()) {
        const answer = await refundRedemption({ id, ...points(part), idempotencyKey: `part ${at}` }, shop);
        expect(answer).toMatchObject({ standing: { status: at === parts.length - 1 ? 'refunded' : 'captured' } });
      }
      expect(await shop.expiring()).toEqual([
        [SOON, 50],
        [LATE, 100],
      ]);
      expect(await refundRedemption({ id, idempotencyKey: 'more' }, shop)).toMatchObject({
        rejection: { reason: 'redemption_refunded' },
      });
    },
  );

  it('of a part gives back the last to expire, so that what stays spent is what a smaller order would have spent', async () => {
    const shop = await openShop();
    const id = await spent(shop);
    await refundRedemption({ id, ...points(70), idempotencyKey: 'a' }, shop);
    expect(await shop.expiring()).toEqual([[LATE, 100]]);
  });

  it('of points whose lot has expired gives them the programme’s grace', async () => {
    const shop = await openShop({ documents: [teaProgramme('refundGrace: P10D')] });
    const id = await spent(shop);
    shop.clock.set('2027-01-10T00:00:00Z');
    await refundRedemption({ id, idempotencyKey: 'a' }, shop);
    expect(await shop.expiring()).toEqual([
      ['2027-01-20T00:00:00Z', 50],
      [LATE, 100],
    ]);
  });

  it('changes nothing when it comes again, and answers as at first with its present status', async () => {
    const shop = await openShop();
    const id = await spent(shop);
    const part = { id, ...points(20), idempotencyKey: 'a' };
    const first = await refundRedemption(part, shop);
    await refundRedemption({ id, idempotencyKey: 'rest' }, shop);
    const heads = await shop.heads();
    const again = await refundRedemption(part, shop);
    expect(again).toMatchObject({
      repeated: true,
      givenBack: [{ points: 20n }],
      standing: { status: 'refunded' },
    });
    expect([again].map((each) => 'after' in each && each.after.balances)).toEqual(
      [first].map((each) => 'after' in each && each.after.balances),
    );
    expect(await refundRedemption({ ...part, ...points(21) }, shop)).toMatchObject({
      rejection: { reason: 'already_used_with_other_content', first: id, differs: ['points'] },
    });
    expect(await shop.heads()).toEqual(heads);
    const other = await authorised(shop, anOrder(1, { capture: true }));
    expect(await refundRedemption({ ...part, id: other.id }, shop)).toMatchObject({
      rejection: { reason: 'already_used_with_other_content', first: id, differs: ['redemption'] },
    });
  });

  it('gives back no more than was spent, and nothing of what was not', async () => {
    const shop = await openShop();
    const id = await spent(shop);
    await refundRedemption({ id, ...points(100), idempotencyKey: 'a' }, shop);
    expect(await refundRedemption({ id, ...points(21), idempotencyKey: 'b' }, shop)).toMatchObject({
      rejection: { reason: 'over_refund', wallet: 'points', captured: 120n, refunded: 100n, needed: 21n },
    });
    expect(await refundRedemption({ id, ...points(1, 'stamps'), idempotencyKey: 'c' }, shop)).toMatchObject({
      rejection: { reason: 'over_refund', wallet: 'stamps', captured: 0n, refunded: 0n, needed: 1n },
    });
    const held = await authorised(shop, anOrder(5));
    const nothing = { id: held.id, idempotencyKey: 'd' };
    expect(await refundRedemption(nothing, shop)).toMatchObject({
      rejection: { reason: 'redemption_not_captured', status: 'authorised' },
    });
    await voidRedemption({ id: held.id }, shop);
    expect(await refundRedemption(nothing, shop)).toMatchObject({
      rejection: { reason: 'redemption_not_captured', status: 'voided' },
    });
    expect(await refundRedemption({ ...nothing, id: 'red_none' }, shop)).toMatchObject({
      rejection: { reason: 'redemption_not_found' },
    });
  });

  it('of several wallets goes back to each', async () => {
    const shop = await openShop();
    await shop.earn(100);
    await shop.earn(10, { wallet: 'stamps' });
    const both = [...points(80).points, ...points(10, 'stamps').points];
    const { id } = await authorised(shop, anOrder(1, { points: both, capture: true }));
    await refundRedemption({ id, ...points(4, 'stamps'), idempotencyKey: 'a' }, shop);
    await refundRedemption({ id, idempotencyKey: 'b' }, shop);
    expect([await shop.balance(), await shop.balance('stamps')]).toMatchObject([{ available: 100 }, { available: 10 }]);
  });

  it('is answered without being written when it is only a question', async () => {
    const shop = await openShop();
    const id = await spent(shop);
    const asked = await refundRedemption({ id, ...points(30), idempotencyKey: 'a' }, shop, { dryRun: true });
    expect(asked).toMatchObject({ after: { balances: [{ available: 60n }, {}] } });
    expect(await shop.balance()).toMatchObject({ available: 30 });
  });
});
