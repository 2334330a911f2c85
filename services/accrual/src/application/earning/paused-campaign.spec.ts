import { programmeStream, programmeStreamId, type CampaignSwitched } from '@loyalty/contracts';
import { describe, expect, it } from '@jest/globals';
import { fromId } from '@loyalty/service-host/values';
import { purchaseStream } from '../../domain/streams/purchase-stream.js';
import {
  aPurchase,
  instant,
  openShop,
  teaProgramme,
  type Shop,
  purchase,
  withoutMember,
} from '../../testing/shop.fixture.js';
import { postClaim } from '../strangers/post-claim.js';
import { postPurchase } from '../purchases/post-purchase.js';

async function openJune(programme = JUNE): Promise<Shop> {
  const shop = await openShop(teaProgramme({ programme }));
  shop.members.join('tea', { kind: 'card', value: '4007' });
  return shop;
}

const JUNE = `campaigns: { june: { until: 2030-12-31 } }
offers:
  - { id: double, give: { multiply: 2 }, campaign: june }
`;

/** The purchase of 100 reaches gold by itself with what the campaign gives, and not without. */
const REACHED_IN_JUNE = `campaigns: { june: { until: 2030-12-31 } }
tiers:
  period: calendar_year
  wallet: points
  upgrade: at_once
  inclusive: true
  ladder: [{ id: gold, name: Gold, needs: { points: 150 }, benefits: { multiply: 1.5 } }]
offers:
  - { id: plenty, give: { points: 80, spentAtLeast: 10.00 }, campaign: june, countsTowardsTier: true }
`;

async function turn(shop: Shop, type: CampaignSwitched['type'], at: string): Promise<void> {
  const stream = programmeStreamId('tea');
  const occurredAt = instant(at);
  const event: CampaignSwitched = {
    type,
    programme: 'tea',
    campaign: 'june',
    occurredAt,
    actor: 'key_ann',
    road: 'http',
    reason: 'x',
  };
  await shop.store.execute({
    on: stream,
    decide: () => ({
      answer: undefined,
      appends: [{ category: programmeStream, stream, events: [{ event, occurredAt }] }],
    }),
  });
  await shop.catalogue.refresh();
}

async function bought(shop: Shop, occurredAt: string) {
  const answer = await postPurchase(aPurchase({ occurredAt }), shop);
  if (!('first' in answer)) throw new Error(JSON.stringify(answer));
  const { outcome } = answer.first;
  return {
    purchase: answer.first.purchase,
    offers: outcome?.explanation.map(({ offer }) => offer),
    paused: outcome?.pausedCampaigns,
  };
}

describe('A campaign that is paused', () => {
  it('gives nothing to purchases of that time, whenever they arrive, and to no others', async () => {
    const shop = await openJune();
    await turn(shop, 'CampaignPaused', '2026-05-01T10:00:00Z');
    await turn(shop, 'CampaignResumed', '2026-05-10T10:00:00Z');
    const at = async (time: string) => (await bought(shop, time)).offers;
    expect(await at('2026-05-01T09:59:59Z')).toEqual(['base', 'double']);
    expect(await at('2026-05-01T10:00:00Z')).toEqual(['base']);
    expect(await at('2026-05-10T09:59:59Z')).toEqual(['base']);
    expect(await at('2026-05-10T10:00:00Z')).toEqual(['base', 'double']);
  });

  it('lets nobody reach a tier by what it would have given', async () => {
    const shop = await openJune(REACHED_IN_JUNE);
    await turn(shop, 'CampaignPaused', '2026-05-01T10:00:00Z');
    await turn(shop, 'CampaignResumed', '2026-05-10T10:00:00Z');
    expect((await bought(shop, '2026-05-02T10:00:00Z')).offers).toEqual(['base']);
    expect((await bought(shop, '2026-04-30T10:00:00Z')).offers).toEqual(['base', 'tier-gold', 'plenty']);
  });

  it('gives nothing to a guest’s purchase of that time, whoever claims it and whenever', async () => {
    const shop = await openJune();
    await turn(shop, 'CampaignPaused', '2026-05-01T10:00:00Z');
    const { first } = await purchase(shop, withoutMember(aPurchase({ occurredAt: '2026-05-02T10:00:00Z' })));
    await turn(shop, 'CampaignResumed', '2026-05-10T10:00:00Z');
    const claimed = await postClaim({ id: first.purchase, member: { card: '4007' } }, shop);
    expect(claimed).toMatchObject({
      claimed: { outcome: { explanation: [{ offer: 'base' }], pausedCampaigns: ['june'] } },
    });
  });

  it('is written down with what was earned, so that it can be worked out again', async () => {
    const shop = await openJune();
    const before = await bought(shop, '2026-05-20T12:00:00Z');
    expect(before).toMatchObject({ offers: ['base', 'double'], paused: undefined });
    // Heard of too late for that one: it keeps what it was told.
    await turn(shop, 'CampaignStopped', '2026-05-01T10:00:00Z');
    const after = await bought(shop, '2026-05-20T12:00:00Z');
    expect(after).toMatchObject({ offers: ['base'], paused: ['june'] });
    const { state } = await shop.store.load(purchaseStream, fromId('pur', after.purchase) ?? '');
    expect(state).toMatchObject({ outcome: { pausedCampaigns: ['june'] } });
  });
});
