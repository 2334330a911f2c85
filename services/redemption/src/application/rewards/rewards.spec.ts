import { beforeEach, describe, expect, it } from '@jest/globals';
import { stockStream } from '../../domain/rewards/stock-stream.js';
import { aMug, aMugFor, put, stockOf } from '../../testing/rewards.fixture.js';
import { authorised, openShop, type Shop, teaProgramme } from '../../testing/shop.fixture.js';
import { authorise } from '../authorise.js';
import { captureRedemption } from '../capture.js';
import { Reconciler } from '../reconcile.js';
import { refundRedemption } from '../refund.js';
import { voidRedemption } from '../void.js';
import { availableRewards } from './available-rewards.js';
import { moveFulfilment } from './move-fulfilment.js';
import { putReward } from './put-reward.js';
import { stockStreamId } from './reward-book.js';

describe('A reward', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await openShop();
    await shop.earn(100);
  });
  const refusal = async (sent = aMugFor()) => {
    const answer = await authorise(sent, shop);
    return 'rejected' in answer ? answer.rejection : 'authorised';
  };
  const agree = async () => expect(await Reconciler.fromTheStart(shop.store).catchUp()).toEqual([]);
  const refund = (id: string, key = id) => refundRedemption({ id, idempotencyKey: key }, shop);

  it('costs its price, is set aside and captured, and its stock goes with it', async () => {
    await put(shop, aMug({ stock: 3 }));
    const { id, redemption } = await authorised(shop, aMugFor());
    expect(redemption.facts.points).toEqual([{ wallet: 'points', points: 10n }]);
    expect(redemption.reward).toMatchObject({ reward: 'mug', rewardVersion: 1, stocked: true });
    expect([await shop.balance(), await stockOf(shop)]).toEqual([
      { available: 90, held: 10, pending: 0 },
      { left: 2, held: 1, kept: 0 },
    ]);
    await captureRedemption(id, {}, shop);
    expect([await shop.balance(), await stockOf(shop)]).toEqual([
      { available: 90, held: 0, pending: 0 },
      { left: 2, held: 0, kept: 1 },
    ]);
    await agree();
  });

  it('is spent at once by a till', async () => {
    await put(shop, aMug({ stock: 1 }));
    const { redemption } = await authorised(shop, aMugFor({ capture: true }));
    expect(redemption.issued).toMatchObject({ reward: 'mug' });
    expect(await stockOf(shop)).toEqual({ left: 0, held: 0, kept: 1 });
    await agree();
  });

  it('is not taken when there is none left, and says when one may come back', async () => {
    await put(shop, aMug({ stock: 1 }));
    await authorised(shop, aMugFor({ lapsesAfter: 'PT10M' }));
    const heads = await shop.heads();
    expect(await refusal()).toEqual({
      reason: 'reward_unavailable',
      reward: 'mug',
      hindrances: [{ reason: 'out_of_stock', supply: 1, left: 0, againAt: Date.UTC(2026, 5, 1, 12, 10) }],
    });
    expect(await shop.heads()).toEqual(heads);
  });

  it('is taken once for a request that is sent twice, and is the same thing still when it has another price', async () => {
    await put(shop, aMug({ stock: 3 }));
    const sent = aMugFor();
    const first = await authorised(shop, sent);
    await put(shop, aMug({ stock: 3, prices: [{ points: [{ wallet: 'points', points: 50 }] }] }));
    expect(await authorised(shop, sent)).toMatchObject({ repeated: true, id: first.id });
    await captureRedemption(first.id, {}, shop);
    expect(await shop.balance()).toEqual({ available: 90, held: 0, pending: 0 });
    expect(await stockOf(shop)).toEqual({ left: 2, held: 0, kept: 1 });
    const other = await authorised(shop, aMugFor());
    expect(other.redemption).toMatchObject({ reward: { rewardVersion: 2 }, facts: { points: [{ points: 50n }] } });
  });

  it('is another request under the same name with another reward, and that is said', async () => {
    await put(shop, aMug());
    await put(shop, aMug(), 'cup');
    const sent = aMugFor();
    await authorised(shop, sent);
    expect(await refusal({ ...sent, reward: { id: 'cup' } })).toMatchObject({
      reason: 'already_used_with_other_content',
      differs: ['reward'],
    });
  });

  it.each(['void', 'refund'] as const)('goes back into stock by a %s, once', async (step) => {
    await put(shop, aMug({ stock: 1 }));
    const { id } = await authorised(shop, aMugFor({ capture: step === 'refund' }));
    for (let time = 0; time < 2; time += 1) {
      expect(step === 'void' ? await voidRedemption({ id }, shop) : await refund(id)).toMatchObject({
        repeated: time === 1,
      });
      expect(await stockOf(shop)).toEqual({ left: 1, held: 0, kept: 0 });
    }
    expect(await shop.balance()).toEqual({ available: 100, held: 0, pending: 0 });
    await agree();
  });

  it('that lapsed is free again at its instant, and the next decision settles it', async () => {
    await put(shop, aMug({ stock: 1 }));
    const { id } = await authorised(shop, aMugFor({ lapsesAfter: 'PT10M' }));
    shop.clock.set('2026-06-01T12:09:59Z');
    expect(await stockOf(shop)).toEqual({ left: 0, held: 1, kept: 0 });
    shop.clock.set('2026-06-01T12:10:00Z');
    expect(await stockOf(shop)).toEqual({ left: 1, held: 0, kept: 0 });
    const second = await authorised(shop, aMugFor());
    const recorded = await shop.store.readStream(stockStreamId('mug'));
    expect(recorded.map((each) => stockStream.decode(each))).toContainEqual({
      type: 'RewardGivenBack',
      reward: 'mug',
      redemption: id,
      cause: 'lapsed',
      occurredAt: Date.UTC(2026, 5, 1, 12, 10),
    });
    expect(await stockOf(shop)).toEqual({ left: 0, held: 1, kept: 0 });
    expect(await captureRedemption(id, {}, shop)).toMatchObject({ rejection: { reason: 'hold_lapsed' } });
    expect(await voidRedemption({ id }, shop)).toMatchObject({ standing: { status: 'lapsed' } });
    await captureRedemption(second.id, {}, shop);
    expect(await stockOf(shop)).toEqual({ left: 0, held: 0, kept: 1 });
    await agree();
  });

  it('is captured and refunded as a whole', async () => {
    await put(shop, aMug());
    const { id } = await authorised(shop, aMugFor());
    const part = { points: [{ wallet: 'points', points: 4 }] };
    const whole = { rejection: { reason: 'reward_is_whole', points: [{ wallet: 'points', points: 10n }] } };
    expect(await captureRedemption(id, part, shop)).toMatchObject(whole);
    await captureRedemption(id, {}, shop);
    expect(await refundRedemption({ id, idempotencyKey: 'part', ...part }, shop)).toMatchObject(whole);
  });

  it('is had so often within a time, by each member, and says when again', async () => {
    await put(shop, aMug({ limit: { times: 2, per: 'P1M' } }));
    const first = await authorised(shop, aMugFor({ capture: true }));
    shop.clock.set('2026-06-10T12:00:00Z');
    await authorised(shop, aMugFor({ capture: true }));
    expect(await refusal()).toMatchObject({
      hindrances: [
        { reason: 'reward_limit_reached', times: 2, per: 'P1M', taken: 2, againAt: Date.UTC(2026, 6, 1, 12) },
      ],
    });
    await refund(first.id);
    await authorised(shop, aMugFor({ capture: true }));
    shop.clock.set('2026-07-09T12:00:00Z');
    expect(await refusal()).toMatchObject({ hindrances: [{ againAt: Date.UTC(2026, 6, 10, 12) }] });
    shop.clock.set('2026-07-10T12:00:00Z');
    expect(await refusal()).toBe('authorised');
    await agree();
  });

  it('counts what was set aside against the limit until it lapses', async () => {
    await put(shop, aMug({ limit: { times: 1 } }));
    await authorised(shop, aMugFor({ lapsesAfter: 'PT10M' }));
    expect(await refusal()).toMatchObject({ hindrances: [{ reason: 'reward_limit_reached', againAt: null }] });
    shop.clock.set('2026-06-01T12:10:00Z');
    await authorised(shop, aMugFor());
  });

  it('tells a member everything that stands in the way, with its numbers', async () => {
    await put(
      shop,
      aMug({
        stock: 0,
        validFrom: '2026-07-01T00:00:00+02:00',
        prices: [{ points: [{ wallet: 'points', points: 150 }] }],
      }),
    );
    await put(shop, aMug(), 'cup');
    expect(await availableRewards({ member: shop.owner.member }, shop)).toMatchObject([
      { reward: { id: 'cup' }, price: { points: [{ points: 10 }] }, reasons: [] },
      {
        reward: { id: 'mug' },
        reasons: [
          { reason: 'reward_not_valid_yet', validFrom: Date.UTC(2026, 5, 30, 22) },
          { reason: 'out_of_stock', supply: 0, left: 0, againAt: null },
          { reason: 'insufficient_points', wallet: 'points', available: 100n, needed: 150n },
        ],
      },
    ]);
    expect(await availableRewards({ member: 'mem_nobody' }, shop)).toMatchObject({
      rejection: { reason: 'member_not_found' },
    });
  });

  it('needs what its price has of a wallet in all, also where that stands in two parts', async () => {
    const parts = [60, 50].map((points) => ({ wallet: 'points', points }));
    await put(shop, aMug({ prices: [{ points: parts }] }));
    expect(await availableRewards({ member: shop.owner.member }, shop)).toMatchObject([
      { reasons: [{ reason: 'insufficient_points', available: 100n, needed: 110n }] },
    ]);
  });

  it('is over at the instant until which it is valid, and what is held is good for its capture', async () => {
    await put(shop, aMug({ validUntil: '2026-06-01T12:05:00Z' }));
    const { id } = await authorised(shop, aMugFor());
    shop.clock.set('2026-06-01T12:05:00Z');
    expect(await refusal()).toMatchObject({ hindrances: [{ reason: 'reward_no_longer_valid' }] });
    expect(await captureRedemption(id, {}, shop)).toMatchObject({ standing: { status: 'captured' } });
  });

  it('gets more stock by a greater supply, and none by the same put again', async () => {
    await put(shop, aMug({ stock: 1 }));
    await authorised(shop, aMugFor({ capture: true }));
    await put(shop, aMug({ stock: 1 }));
    expect(await stockOf(shop)).toEqual({ left: 0, held: 0, kept: 1 });
    expect((await put(shop, aMug({ stock: 3 }))).reward.version).toBe(2);
    expect(await stockOf(shop)).toEqual({ left: 2, held: 0, kept: 1 });
  });

  it('moves on its way to the member, with who said so and why, and never where it cannot go', async () => {
    await put(shop, aMug());
    const { id } = await authorised(shop, aMugFor());
    const move = (status: 'ordered' | 'shipped' | 'returned', reason?: string) =>
      moveFulfilment(id, { status, actor: 'key_1', ...(reason === undefined ? {} : { reason }) }, shop);
    expect(await move('shipped')).toMatchObject({ rejection: { reason: 'fulfilment_not_possible', possible: [] } });
    await captureRedemption(id, {}, shop);
    expect(await move('returned')).toMatchObject({
      rejection: { from: null, possible: ['ordered', 'shipped', 'delivered', 'failed'] },
    });
    expect(await move('shipped')).toMatchObject({ repeated: false });
    expect(await move('shipped')).toMatchObject({ repeated: true });
    expect(await move('ordered')).toMatchObject({ rejection: { from: 'shipped' } });
    await refund(id);
    expect(await move('returned', 'broken')).toMatchObject({
      redemption: { fulfilment: { status: 'returned', reason: 'broken', actor: 'key_1' } },
    });
  });

  it('that asks for tiers is refused while nobody tells them', async () => {
    const ladder =
      'tiers: { period: calendar_year, wallet: points, ladder: [{ id: gold, name: Gold, needs: { points: 9 } }] }';
    shop = await openShop({ documents: [teaProgramme(ladder)] });
    const answer = await putReward('mug', { sent: aMug({ tiers: ['gold'] }), actor: 'key_1' }, shop);
    expect(answer).toMatchObject({ rejection: { reason: 'not_provided' } });
  });

  it('is not found by another programme, nor where there is none', async () => {
    expect(await refusal(aMugFor({}, 'none'))).toEqual({ reason: 'reward_not_found', reward: 'none' });
  });
});
