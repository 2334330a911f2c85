import { parsed } from '../programme.fixture.js';
import type { Purchase } from '../purchase.js';

/** An offer for each reason to give nothing, and for each effect. */
export const ALL = parsed(`
id: tea
name: Tea
currency: EUR
otherCurrencies: { CHF: 0.90 }
timeZone: Europe/Berlin
wallets:
  points:
    unit: { en: { one: point, other: points }, ru: { one: балл, few: балла, many: баллов } }
    earn: { points: 1, per: 1.00 }
    caps: { day: 40 }
  stars:
    unit: { en: { one: star, other: stars }, ru: { one: звезда, few: звезды, many: звёзд } }
    earn: { points: 2, per: 1.00 }
tiers:
  period: calendar_year
  wallet: points
  ladder:
    - { id: silver, name: { en: Silver, ru: Серебро } }
    - { id: gold, name: { en: Gold, ru: Золото }, needs: { points: 100 } }
segments:
  regulars: { when: history.purchases >= 2 }
  losing: { when: history.purchases >= 9 }
campaigns: { spring: { until: 2026-05-31 } }
offers:
  - { id: shop, wallet: points, give: { points: 1 }, only: { stores: [s1, 'T*'] } }
  - { id: friends, wallet: points, give: { points: 1 }, only: { segments: [regulars, losing] } }
  - { id: golden, wallet: points, give: { points: 1 }, only: { tiers: [gold, silver] } }
  - { id: golden2, wallet: points, give: { points: 1 }, only: { tiers: [gold] } }
  - { id: day, wallet: points, give: { points: 1 }, only: { birthday: day } }
  - { id: week, wallet: points, give: { points: 1 }, only: { birthday: week } }
  - { id: month, wallet: points, give: { points: 1 }, only: { birthday: month } }
  - { id: hours, wallet: points, give: { points: 1 }, only: { times: [{ days: [sat, sun], from: '10:00', until: '12:30' }, { from: '20:00', until: '22:00' }] } }
  - { id: mugs, wallet: points, give: { points: 1 }, lines: { include: { skus: [MUG] } } }
  - { id: dear, wallet: points, give: { points: 5, spentAtLeast: 100.00 } }
  - { id: third, wallet: points, give: { points: 5, everyNth: 3, spentAtLeast: 80.00, within: P7D } }
  - { id: second, wallet: points, give: { points: 5, everyNth: 2, within: P7D } }
  - { id: sales, wallet: points, give: { points: 5 }, campaign: spring }
  - { id: soon, wallet: points, give: { points: 5 }, from: 2026-06-01 }
  - { id: span, wallet: points, give: { points: 5 }, from: 2026-06-01, until: 2026-06-30 }
  - { id: twice, wallet: stars, give: { multiply: 2 } }
  - { id: more, wallet: points, give: { points: 3, per: 2.00, rounding: up }, caps: { member: 100 } }
  - { id: over20, wallet: points, give: { points: 6, spentAtLeast: 20.00 } }
  - { id: month1, wallet: stars, give: { points: 1, everyNth: 2, within: month } }
  - { id: months14, wallet: stars, give: { points: 1, everyNth: 2, within: P1Y2M } }
  - { id: weeks2, wallet: stars, give: { points: 1, everyNth: 2, within: P2W } }
  - { id: days31, wallet: stars, give: { points: 1, everyNth: 2, within: P1M1D } }
`);

export const purchase = (currency = 'EUR'): Purchase => ({
  occurredAt: Date.parse('2026-03-05T09:15:00Z'),
  currency,
  taxIncluded: true,
  lines: [
    {
      ...{ id: '1', sku: 'POT', quantity: 1_000_000n, amount: 2550n, discount: 0n, tax: 0n },
      ...{ kind: 'goods', categories: [] },
    },
  ],
  payments: [],
});
/** One purchase before, for each offer that counts them. */
const before = new Map(
  ['third', 'second', 'month1', 'months14', 'weeks2', 'days31'].map((id) => [
    id,
    [{ purchase: 'pur_1', at: purchase().occurredAt - 1 }],
  ]),
);
export const counters = { given: new Map(), visits: before };
export const plain = (text: string) => text.replaceAll('\u00a0', ' ');
