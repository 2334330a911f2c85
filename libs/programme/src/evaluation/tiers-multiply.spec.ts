import { describe, expect, it } from '@jest/globals';
import { parsed, purchaseOf } from '../programme.fixture.js';
import { NBSP } from '../text/number-text.js';
import { evaluate } from './evaluate.js';
import { carriedBy, pointsByOffer } from './offers.fixture.js';
import { NO_STANDING, type Standing } from './standing.js';
import { whyNot } from './why-not.js';

const shop = (offers = '', earn = '') =>
  parsed(`
id: shop
name: Shop
currency: EUR
timeZone: Europe/Berlin
wallets:
  points:
    unit: { en: { one: point, other: points }, ru: { one: балл, few: балла, many: баллов } }
    ${earn}
    earn: { points: 1, per: 1.00 }
tiers:
  period: calendar_year
  ladder:
    - { id: silver, name: { en: Silver, ru: Серебро }, needs: { points: 100 }, benefits: { discount: 7.5 } }
    - id: gold
      name: { en: Gold, ru: Золото }
      needs: { points: 500 }
      benefits: { multiply: 1.25, discount: 10, rewards: [lounge, mug] }
${offers}
`);

const LAW = purchaseOf({
  lines: [{ quantity: '3', amount: '99.99' }, { amount: '50.01' }],
});

const standingIn = (tier: string | undefined, more: Partial<Standing> = {}): Standing => ({
  ...NO_STANDING,
  ...(tier !== undefined && { tier }),
  ...more,
});

describe('A tier that multiplies', () => {
  it('gives what it adds as an offer of its own: 150.00 × 1.25 is 187, 125 of them on three of 33.33', () => {
    const evaluation = evaluate(shop(), 4, LAW, standingIn('gold'));
    expect(pointsByOffer(evaluation)).toEqual({ base: 150, 'tier-gold': 37 });
    expect(carriedBy(evaluation)).toEqual({ '1': 125, '2': 62 });
    expect(evaluation.explanation[1]).toEqual({
      offer: 'tier-gold',
      version: 4,
      wallet: 'points',
      points: 37n,
      basis: '150.00',
      lines: ['1', '2'],
      text: '1.25 times the base points: Gold',
      multiplier: '1.25',
      seen: [{ fact: 'tier', value: 'gold' }],
    });
  });

  it('gives nothing to other tiers, and says so', () => {
    for (const tier of ['silver', undefined]) {
      const evaluation = evaluate(shop(), 1, LAW, standingIn(tier));
      expect(pointsByOffer(evaluation)).toEqual({ base: 150 });
      expect(whyNot(shop(), LAW, evaluation.explanation, standingIn(tier))).toEqual([
        { offer: 'tier-gold', condition: 'tiers', found: tier ?? 'nothing', needed: 'gold' },
      ]);
    }
  });

  it('adds to other multipliers, is compounded by those that say so, and multiplies no bonus', () => {
    const offers = (give: string) => `offers: [{ id: double, give: ${give} }, { id: visit, give: { points: 10 } }]`;
    const hundred = purchaseOf({ lines: [{ amount: '100.00' }] });
    const gold = standingIn('gold');
    const added = evaluate(shop(offers('{ multiply: 2 }')), 1, hundred, gold);
    expect(pointsByOffer(added)).toEqual({ base: 100, 'tier-gold': 25, double: 100, visit: 10 });
    const compound = evaluate(shop(offers('{ multiply: 2, compound: true }')), 1, hundred, gold);
    expect(pointsByOffer(compound)).toEqual({ base: 100, 'tier-gold': 25, double: 125, visit: 10 });
  });

  it('is bounded by what its wallet allows', () => {
    const capped = shop('', 'caps: { month: 160 }');
    const { explanation } = evaluate(capped, 1, LAW, standingIn('gold'));
    expect(explanation[1]).toMatchObject({ points: 10n, trimmed: { points: 27n, by: '160 a month' } });
  });

  it('stands in the programme with what else the tier has', () => {
    const { tiers, offers } = shop();
    expect([...(tiers?.benefits ?? [])]).toEqual([
      ['silver', { multiply: null, discount: 750n, rewards: null }],
      ['gold', { multiply: 12_500n, discount: 1000n, rewards: new Set(['lounge', 'mug']) }],
    ]);
    expect(tiers?.rules).toMatchObject({ wallet: 'points', ladder: [{ id: null }, { id: 'silver' }, { id: 'gold' }] });
    expect(offers).toMatchObject([
      {
        id: 'tier-gold',
        texts: { en: '1.25 times the points: Gold', ru: `в 1,25${NBSP}раза больше баллов: Золото` },
      },
    ]);
  });
});
