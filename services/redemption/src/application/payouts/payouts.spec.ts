import { describe, expect, it } from '@jest/globals';
import { Reconciler } from '../reconcile.js';
import { instant } from '../../testing/shop.fixture.js';
import { aPayout, driven, openPayoutShop, type PayoutShop, refusal, requested } from '../../testing/payouts.fixture.js';
import { authorise } from '../authorise.js';
import { captureRedemption } from '../capture.js';
import { refundRedemption } from '../refund.js';
import { voidRedemption } from '../void.js';
import { decidePayout } from './decide-payout.js';
import { loadPayout } from './payout-row.js';
import { fail, markAccepted, settle, stepPayout } from './payout-steps.js';
import { capturing } from '../capture.js';
import { requestPayout, type SentPayout } from './request-payout.js';

const settled = { outcome: 'settled', reference: 'P-1' } as const;
const accepted = { outcome: 'accepted', reference: 'P-1' } as const;
const unknown = { outcome: 'unknown', why: 'timeout' } as const;
const failed = { outcome: 'failed', reference: 'P-1', cause: 'bank_refused' } as const;

const statusOf = async (shop: PayoutShop, id: string) => (await loadPayout(id, shop))?.status;

async function agrees(shop: PayoutShop): Promise<void> {
  expect(await Reconciler.fromTheStart(shop.store).catchUp()).toEqual([]);
}

describe('A payout', () => {
  it('holds the points, is sent once, and spends them when the provider has paid', async () => {
    const shop = await openPayoutShop();
    await shop.earn(500);
    const id = await requested(shop, aPayout(300));
    expect(await shop.balance()).toEqual({ available: 200, held: 300, pending: 0 });
    expect(await driven(shop, id, accepted)).toBe('accepted');
    expect(shop.provider.sent).toEqual([{ id, destination: 'tok_ann', amount: '3.00', currency: 'EUR' }]);
    expect(await shop.balance()).toMatchObject({ held: 300 });
    expect(await driven(shop, id, settled)).toBe('settled');
    expect(await shop.balance()).toEqual({ available: 200, held: 0, pending: 0 });
    expect(await loadPayout(id, shop)).toMatchObject({
      status: 'settled',
      reference: 'P-1',
      amount: '3.00',
      points: 300n,
    });
    expect([shop.provider.sent.length, shop.provider.asked]).toEqual([1, [id]]);
    await agrees(shop);
  });

  it('that failed gives the points back to their lots, with their old expiry', async () => {
    const shop = await openPayoutShop();
    await shop.earn(100, { expiresAt: instant('2026-07-01T00:00:00Z') });
    await shop.earn(100, { expiresAt: instant('2026-12-01T00:00:00Z') });
    const before = await shop.expiring();
    const id = await requested(shop, aPayout(200));
    expect(await shop.expiring()).toEqual([]);
    expect(await driven(shop, id, failed)).toBe('failed');
    expect(await shop.expiring()).toEqual(before);
    expect(await loadPayout(id, shop)).toMatchObject({ status: 'failed', cause: 'bank_refused', reference: 'P-1' });
    await agrees(shop);
  });

  it('of which nothing is known is asked for, and never guessed', async () => {
    const shop = await openPayoutShop();
    await shop.earn(500);
    const id = await requested(shop, aPayout(300));
    for (let times = 0; times < 3; times += 1) expect(await driven(shop, id, unknown)).toBe('unknown');
    expect([await statusOf(shop, id), shop.provider.sent.length, shop.provider.asked.length]).toEqual(['sent', 1, 2]);
    expect(await shop.balance()).toMatchObject({ held: 300 });
    expect(await driven(shop, id, settled)).toBe('settled');
  });

  it('that the provider never had is sent again under the same id, and not given up', async () => {
    const shop = await openPayoutShop();
    await shop.earn(500);
    const id = await requested(shop, aPayout(300));
    await driven(shop, id, unknown);
    expect(await driven(shop, id, { outcome: 'not_known' }, settled)).toBe('settled');
    expect(shop.provider.sent.map((order) => order.id)).toEqual([id, id]);
  });

  it('ends once, whoever says so how often and in which order', async () => {
    const shop = await openPayoutShop();
    await shop.earn(500);
    const id = await requested(shop, aPayout(300));
    expect(await driven(shop, id, settled)).toBe('settled');
    const heads = await shop.heads();
    const programmes = await shop.programmes();
    for (const step of [
      settle('P-1', await capturing(shop)),
      fail({ reference: null, cause: 'late' }, programmes),
      markAccepted('P-1'),
    ])
      expect(await stepPayout(id, shop.store, step)).toBe('nothing');
    expect(await driven(shop, id)).toBe('ended');
    expect(await shop.heads()).toEqual(heads);
  });

  it('is asked for once: a repeat gets it as it stands, and another destination is another content', async () => {
    const shop = await openPayoutShop();
    await shop.earn(500);
    const sent = aPayout(300);
    const id = await requested(shop, sent);
    await driven(shop, id, settled);
    const again = await requestPayout(sent, 'key_app', shop);
    expect(again).toMatchObject({ repeated: true, payout: { id, status: 'settled' } });
    for (const [change, differs] of [
      [{ destination: 'tok_eve' }, ['destination']],
      [{ points: [{ wallet: 'points', points: 200 }] }, ['points']],
    ] as const satisfies readonly (readonly [Partial<SentPayout>, readonly string[]])[]) {
      const other = requestPayout({ ...sent, ...change }, 'key_app', shop);
      expect(await refusal(other)).toEqual({ reason: 'already_used_with_other_content', first: id, differs });
    }
    expect(await shop.balance()).toMatchObject({ available: 200, held: 0 });
  });

  it('keeps its destination out of the log, and forgets it when it has ended', async () => {
    const shop = await openPayoutShop();
    await shop.earn(500);
    const id = await requested(shop, aPayout(300));
    expect(await shop.payouts.destinations.find(id)).toBe('tok_ann');
    await driven(shop, id, settled);
    expect(await shop.payouts.destinations.find(id)).toBeUndefined();
    const events = await Promise.all(
      Array.from({ length: shop.store.shards }, (_, shard) => shop.store.readShard(shard, 0, 1_000)),
    );
    expect(JSON.stringify(events.flat())).not.toContain('tok_ann');
  });
});

describe('The points of a payout', () => {
  it('are nobody else’s: no capture and no refund, and no void once it was sent', async () => {
    const shop = await openPayoutShop();
    await shop.earn(500);
    const id = await requested(shop, aPayout(300));
    const underWay = (payout: string) => ({ reason: 'payout_under_way', redemption: id, payout });
    expect(await refusal(captureRedemption(id, {}, shop))).toEqual(underWay('requested'));
    await driven(shop, id, unknown);
    expect(await refusal(voidRedemption({ id }, shop))).toEqual(underWay('sent'));
    await driven(shop, id, settled);
    expect(await refusal(refundRedemption({ id, idempotencyKey: 'k' }, shop))).toEqual(underWay('settled'));
  });

  it('are free again where it is voided before it was sent, and then it is never sent', async () => {
    const shop = await openPayoutShop();
    await shop.earn(500);
    const id = await requested(shop, aPayout(300));
    expect(await voidRedemption({ id }, shop)).toMatchObject({ standing: { status: 'voided' } });
    expect(await driven(shop, id)).toBe('ended');
    expect([await statusOf(shop, id), shop.provider.sent]).toEqual(['voided', []]);
    expect(await shop.balance()).toMatchObject({ available: 500, held: 0 });
  });

  it('are spent in no other way: a reward that is paid out is not redeemed, nor is another paid out', async () => {
    const shop = await openPayoutShop();
    await shop.earn(500);
    const order = { source: 's', externalId: 'e', member: { card: '4007' }, reward: { id: 'cash' } };
    expect(await refusal(authorise(order, shop))).toEqual({ reason: 'reward_is_paid_out', reward: 'cash' });
    const without = { ...shop, payouts: undefined } as unknown as PayoutShop;
    expect(await refusal(requestPayout(aPayout(100), 'key_app', without))).toEqual({
      reason: 'not_provided',
      missing: ['payouts'],
    });
  });
});

describe('Approval', () => {
  const aboveTwo = { payout: { approvalAbove: '2.00', approveWithin: 'P2D' } };

  it('is needed above the sum alone, of another person, with a reason', async () => {
    const shop = await openPayoutShop(aboveTwo);
    await shop.earn(1_000);
    expect(await statusOf(shop, await requested(shop, aPayout(200)))).toBe('requested');
    const id = await requested(shop, aPayout(300));
    expect(await driven(shop, id)).toBe('waiting');
    const asked = { verdict: 'approve', reason: 'known' } as const;
    expect(await refusal(decidePayout(id, { ...asked, actor: 'key_app' }, shop))).toEqual({
      reason: 'second_person_needed',
      redemption: id,
    });
    expect(await decidePayout(id, { ...asked, actor: 'key_boss' }, shop)).toMatchObject({
      repeated: false,
      payout: { status: 'requested', approvedBy: 'key_boss' },
    });
    expect(await decidePayout(id, { ...asked, actor: 'key_boss' }, shop)).toMatchObject({ repeated: true });
    expect(await driven(shop, id, settled)).toBe('settled');
    await agrees(shop);
  });

  it('that is refused gives the points back; afterwards nobody approves', async () => {
    const shop = await openPayoutShop(aboveTwo);
    await shop.earn(1_000);
    const id = await requested(shop, aPayout(300));
    const refused = { verdict: 'refuse', actor: 'key_boss', reason: 'unusual' } as const;
    expect(await decidePayout(id, refused, shop)).toMatchObject({ payout: { status: 'refused', cause: 'unusual' } });
    expect(await shop.balance()).toMatchObject({ available: 1_000, held: 0 });
    expect(await refusal(decidePayout(id, { ...refused, verdict: 'approve' }, shop))).toEqual({
      reason: 'approval_not_awaited',
      redemption: id,
      payout: 'refused',
    });
    expect(await driven(shop, id)).toBe('ended');
    expect(shop.provider.sent).toEqual([]);
    await agrees(shop);
  });

  it('that nobody gives is over at its instant, and the points are back', async () => {
    const shop = await openPayoutShop(aboveTwo);
    await shop.earn(1_000);
    const id = await requested(shop, aPayout(300));
    shop.clock.set('2026-06-03T11:59:59.999Z');
    expect(await shop.payouts.index.take(10, shop.clock.now())).toEqual([]);
    shop.clock.set('2026-06-03T12:00:00Z');
    expect((await shop.payouts.index.take(10, shop.clock.now())).map((due) => due.id)).toEqual([id]);
    const late = { verdict: 'approve', actor: 'key_boss', reason: 'known' } as const;
    expect(await refusal(decidePayout(id, late, shop))).toMatchObject({ reason: 'approval_not_awaited' });
    expect(await driven(shop, id)).toBe('expired');
    expect([await statusOf(shop, id), (await shop.balance()).available]).toEqual(['refused', 1_000]);
  });
});
