import { describe, expect, it } from '@jest/globals';
import { programmeOf } from '../programme.fixture.js';
import { segmentsOf } from './segments.js';

const money = (euros: bigint) => euros * 10n ** 12n;

const SHOP = programmeOf({
  more: `tiers: { period: calendar_year, ladder: [{ id: gold, name: Gold, needs: { points: 5 } }] }
segments:
  asleep: { when: history.daysSincePurchase > 90, text: { en: Asleep, ru: Спящие } }
  regular: { when: history.purchasesIn90Days >= 3 && history.spendIn365Days >= 500.00 }
  tea-lovers: { when: "'TEA' in history.categories" }
  losing-points: { when: wallets.points.expiringIn30Days > 0 && tier == 'gold' }
  newcomers: { when: member.daysSinceJoined < 30 || history.purchases == 0 }`,
});

describe('The segments of a member', () => {
  it('are those whose condition holds', () => {
    const history = {
      daysSincePurchase: 91,
      purchasesIn90Days: 3,
      spendIn365Days: money(500n),
      categories: ['BOOKS', 'TEA'],
      purchases: 12,
    };
    const all = {
      history,
      wallets: { points: { expiringIn30Days: 1 } },
      tier: 'gold',
      member: { daysSinceJoined: 400 },
    };
    expect([...segmentsOf(SHOP, all)]).toEqual(['asleep', 'regular', 'tea-lovers', 'losing-points']);
    const less = { history: { daysSincePurchase: 90, purchasesIn90Days: 3, spendIn365Days: money(500n) - 1n } };
    expect([...segmentsOf(SHOP, less)]).toEqual([]);
    expect([...segmentsOf(SHOP, { member: { daysSinceJoined: 29 } })]).toEqual(['newcomers']);
    expect([...segmentsOf(SHOP, { history: { purchases: 0 } })]).toEqual(['newcomers']);
  });

  it('are none of whom nothing is known', () => {
    expect(segmentsOf(SHOP, {}).size).toBe(0);
  });

  it('are called what the programme calls them', () => {
    expect(SHOP.segments.get('asleep')?.texts).toEqual({ en: 'Asleep', ru: 'Спящие' });
    expect(SHOP.segments.get('regular')?.texts).toBeNull();
  });
});
