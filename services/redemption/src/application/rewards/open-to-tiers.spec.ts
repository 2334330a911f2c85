import { describe, expect, it } from '@jest/globals';
import type { MemberStanding } from '../../domain/rewards/reward.js';
import { aMug, aMugFor, put } from '../../testing/rewards.fixture.js';
import { authorised, openShop, teaProgramme } from '../../testing/shop.fixture.js';
import { authorise } from '../authorise.js';
import { availableRewards } from './available-rewards.js';
import { putReward } from './put-reward.js';

const LADDER = `
tiers:
  period: calendar_year
  wallet: points
  ladder:
    - { id: bronze, name: Bronze }
    - { id: silver, name: Silver, needs: { points: 100 }, benefits: { rewards: [lounge] } }
    - { id: gold, name: Gold, needs: { points: 200 }, benefits: { rewards: [lounge, upgrade] } }
    - { id: black, name: Black, needs: { points: 300 }, benefits: { discount: 5 } }
segments:
  regulars: { when: member.purchases >= 3 }
  students: { when: "member.ageGroup == '18_24'" }
`;
const points = (count: number) => [{ wallet: 'points', points: count }];

async function openLadder() {
  let standing: MemberStanding = { segments: [] };
  const shop = await openShop({ documents: [teaProgramme(LADDER)], standing: async () => standing });
  await shop.earn(100);
  const refusal = async (reward: string) => {
    const answer = await authorise(aMugFor({}, reward), shop);
    return 'rejected' in answer ? answer.rejection : 'authorised';
  };
  return { shop, refusal, stand: (now: MemberStanding) => (standing = now) };
}

describe('A reward that tiers of the programme have', () => {
  it('is open to those tiers alone; what a tier does not say is not handed up to it', async () => {
    const { shop, refusal, stand } = await openLadder();
    await put(shop, aMug(), 'lounge');
    const closedTo = (tier: string | null) => ({
      reason: 'reward_unavailable',
      reward: 'lounge',
      hindrances: [{ reason: 'tier_needed', tiers: ['silver', 'gold'], tier }],
    });
    expect(await refusal('lounge')).toEqual(closedTo(null));
    for (const tier of ['bronze', 'black']) {
      stand({ tier, segments: [] });
      expect(await refusal('lounge')).toEqual(closedTo(tier));
    }
    expect(await availableRewards({ member: shop.owner.member }, shop)).toMatchObject([
      { reward: { id: 'lounge' }, reasons: [{ reason: 'tier_needed', tiers: ['silver', 'gold'], tier: 'black' }] },
    ]);
    for (const tier of ['silver', 'gold']) {
      stand({ tier, segments: [] });
      await authorised(shop, aMugFor({}, 'lounge'));
    }
    expect(await availableRewards({ member: shop.owner.member }, shop)).toMatchObject([{ reasons: [] }]);
  });

  it('is open to whom the reward names as well, and what no tier has is open to everybody', async () => {
    const { shop, refusal, stand } = await openLadder();
    await put(shop, aMug({ tiers: ['gold', 'black'] }), 'lounge');
    await put(shop, aMug(), 'mug');
    stand({ tier: 'silver', segments: [] });
    expect(await refusal('lounge')).toMatchObject({ hindrances: [{ tiers: ['gold'], tier: 'silver' }] });
    stand({ tier: 'gold', segments: [] });
    expect(await refusal('lounge')).toBe('authorised');
    stand({ segments: [] });
    expect(await refusal('mug')).toBe('authorised');
  });

  it('comes to nobody by itself', async () => {
    const { shop } = await openLadder();
    const automatic = aMug({ kind: 'voucher', automatic: true });
    expect(await putReward('upgrade', { sent: automatic, actor: 'key_1' }, shop)).toMatchObject({
      rejection: { errors: [{ pointer: '/automatic', expected: 'no stock, limit or tiers' }] },
    });
  });
});

describe('A reward that has no price for the member', () => {
  const noPrice = async (prices: Parameters<typeof aMug>[0], standing: MemberStanding) => {
    const { shop, refusal, stand } = await openLadder();
    await put(shop, aMug(prices));
    stand(standing);
    return refusal('mug');
  };

  it('says for which segments it has one', async () => {
    const prices = ['regulars', 'students'].map((segment) => ({ segment, points: points(5) }));
    expect(await noPrice({ prices }, { segments: ['others'] })).toMatchObject({
      hindrances: [{ reason: 'segment_needed', segments: ['regulars', 'students'] }],
    });
  });

  it('says of a tier or a segment that would do, each', async () => {
    const prices = [
      { tier: 'gold', points: points(5) },
      { segment: 'regulars', points: points(6) },
    ];
    const found = await noPrice({ prices }, { tier: 'silver', segments: [] });
    expect(found).toMatchObject({
      hindrances: [
        { reason: 'tier_needed', tiers: ['gold'], tier: 'silver' },
        { reason: 'segment_needed', segments: ['regulars'] },
      ],
    });
  });

  it('says what alone is missing where one of both is there, and both where neither is', async () => {
    const prices = [{ tier: 'gold', segment: 'regulars', points: points(5) }];
    expect(await noPrice({ prices }, { tier: 'gold', segments: [] })).toMatchObject({
      hindrances: [{ reason: 'segment_needed', segments: ['regulars'] }],
    });
    expect(await noPrice({ prices }, { segments: ['regulars'] })).toMatchObject({
      hindrances: [{ reason: 'tier_needed', tiers: ['gold'], tier: null }],
    });
    const neither = await noPrice({ prices }, { segments: [] });
    expect(neither).toMatchObject({ hindrances: [{ reason: 'tier_needed' }, { reason: 'segment_needed' }] });
  });
});

describe('A reward document', () => {
  const wrong = async (change: Parameters<typeof aMug>[0]) => {
    const { shop } = await openLadder();
    const answer = await putReward('mug', { sent: aMug(change), actor: 'key_1' }, shop);
    if (!('rejected' in answer) || answer.rejection.reason !== 'invalid_reward') return [];
    return answer.rejection.errors.map(({ pointer, expected, found }) => [pointer, expected, found]);
  };

  it('names tiers and segments that there are', async () => {
    const prices = [
      { tier: 'glod', points: points(1) },
      { segment: 'regular', points: points(1) },
      { points: points(2) },
    ];
    expect(await wrong({ tiers: ['silver', 'glod'], prices })).toEqual([
      ['/tiers/1', 'a tier of tea: bronze, silver, gold, black', 'glod'],
      ['/prices/0/tier', 'a tier of tea: bronze, silver, gold, black', 'glod'],
      ['/prices/1/segment', 'a segment of tea: regulars, students', 'regular'],
    ]);
  });

  it('gives something, no more than all, in money that there is', async () => {
    const off = (gives: object) => wrong({ kind: 'order_discount', gives });
    expect(await off({ percent: '100' })).toEqual([]);
    expect(await off({ percent: '100.01' })).toEqual([['/gives/percent', 'above 0 and up to 100', '100.01']]);
    expect(await off({ percent: '0.00' })).toEqual([['/gives/percent', 'above 0 and up to 100', '0.00']]);
    expect(await off({ amount: '0.00', currency: 'EUR' })).toEqual([['/gives/amount', 'more than nothing', '0.00']]);
    expect(await off({ amount: '5.00', currency: 'EUX' })).toEqual([
      ['/gives/currency', 'a currency of ISO 4217', 'EUX'],
    ]);
    expect(await wrong({ prices: [{ points: points(1), money: { amount: '1.00', currency: 'ZZZ' } }] })).toEqual([
      ['/prices/0/money/currency', 'a currency of ISO 4217', 'ZZZ'],
    ]);
    expect(await wrong({ prices: [{ points: points(1), money: { amount: '2.505', currency: 'EUR' } }] })).toEqual([
      ['/prices/0/money/amount', 'at most 2 decimals, as EUR has them', '2.505'],
    ]);
    for (const [amount, currency] of [
      ['5.0000', 'EUR'],
      ['5.505', 'KWD'],
      ['500.0', 'JPY'],
    ] as const)
      expect(await wrong({ kind: 'gift_card', gives: { amount, currency } })).toEqual([]);
    expect(await wrong({ kind: 'cash_out', gives: { amount: '500.5', currency: 'JPY' } })).toEqual([
      ['/gives/amount', 'at most 0 decimals, as JPY has them', '500.5'],
    ]);
  });

  it('has no time that is none', async () => {
    const time = ['a duration above zero, as P30D', 'PT0S'];
    expect(await wrong({ limit: { times: 1, per: 'PT0S' } })).toEqual([['/limit/per', ...time]]);
    expect(await wrong({ kind: 'voucher', voucher: { validFor: 'PT0S' } })).toEqual([['/voucher/validFor', ...time]]);
    expect(await wrong({ limit: { times: 1, per: 'PT1S' } })).toEqual([]);
  });
});
