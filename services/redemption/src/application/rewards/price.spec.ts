import { describe, expect, it } from '@jest/globals';
import { aMug, aMugFor, put } from '../../testing/rewards.fixture.js';
import { authorised, openShop, teaProgramme } from '../../testing/shop.fixture.js';
import { authorise } from '../authorise.js';

const LADDER = `
tiers:
  period: calendar_year
  wallet: points
  ladder:
    - { id: silver, name: Silver, needs: { points: 100 } }
    - { id: gold, name: Gold, needs: { points: 200 } }
segments: { tea-lovers: { when: member.purchases >= 3 } }
`;

describe('A reward whose price depends on who asks', () => {
  it('costs what the first price that is for the member says, in points and money', async () => {
    let tier: string | undefined;
    const shop = await openShop({
      documents: [teaProgramme(LADDER)],
      standing: async () => ({ ...(tier && { tier }), segments: ['tea-lovers'] }),
    });
    await shop.earn(100);
    await put(
      shop,
      aMug({
        tiers: ['silver', 'gold'],
        prices: [
          { tier: 'gold', points: [{ wallet: 'points', points: 5 }] },
          {
            segment: 'tea-lovers',
            points: [{ wallet: 'points', points: 7 }],
            money: { amount: '1.50', currency: 'EUR' },
          },
        ],
      }),
    );
    expect(await authorise(aMugFor(), shop)).toMatchObject({
      rejection: { hindrances: [{ reason: 'tier_needed', tiers: ['silver', 'gold'], tier: null }] },
    });
    tier = 'silver';
    expect((await authorised(shop, aMugFor())).redemption).toMatchObject({
      facts: { points: [{ points: 7n }] },
      reward: { money: { amount: '1.50', currency: 'EUR' } },
    });
    tier = 'gold';
    expect((await authorised(shop, aMugFor())).redemption.facts.points).toEqual([{ wallet: 'points', points: 5n }]);
  });
});
