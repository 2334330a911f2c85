/** A programme of one wallet, with as many offers as a busy chain has at a time; most of them are not for this basket. */
export const BASE = `
id: chain
name: Chain
currency: EUR
timeZone: Europe/Berlin
stores: { lisbon-1: { timeZone: Europe/Lisbon } }
wallets:
  points:
    unit: { one: point, other: points }
    expiry: { after: P1Y, endOf: year }
    earn: { points: 1, per: 1.00, exclude: { categories: [BOOKS] } }
`;

const CATEGORIES = ['TEA', 'COFFEE', 'CHINA', 'SWEETS', 'WINE', 'CHEESE', 'BREAD', 'FISH'];

/** Twenty: multipliers by category, store, channel and hour, bonuses by amount, unit, visit, sum and frequency. */
export const RICH = `${BASE}
offers:
${CATEGORIES.map((category, at) => `  - { id: category-${at}, give: { multiply: ${at + 2} }, lines: { include: { categories: [${category}] } } }`).join('\n')}
  - { id: lisbon, give: { multiply: 1.5 }, only: { stores: [lisbon-*] } }
  - { id: web, give: { multiply: 1.25 }, only: { channels: [web] } }
  - { id: happy-hour, give: { multiply: 2 }, only: { times: [{ days: [mon, tue], from: '10:00', until: '12:00' }] } }
  - { id: weekend, give: { multiply: 3 }, only: { times: [{ days: [sat, sun] }] } }
  - { id: summer, give: { points: 1, per: 2.00 }, from: 2026-06-01, until: 2026-08-31 }
  - { id: fish-bonus, give: { points: 5, perUnits: 1 }, lines: { include: { categories: [FISH] } } }
  - { id: opening, give: { points: 100 }, only: { stores: [oslo-1] } }
  - { id: big-basket, give: { points: 50, spentAtLeast: 200.00 } }
  - { id: small-basket, give: { points: 5, spentAtLeast: 100.00 }, group: basket }
  - { id: middle-basket, give: { points: 10, spentAtLeast: 150.00 }, group: basket }
  - { id: per-mug, give: { points: 3, perUnits: 1 }, lines: { include: { skus: ['MUG-*'] } } }
  - { id: app, give: { points: 2 }, only: { channels: [app] } }
`;

/** A basket of two lines, as a till has thousands of in an hour. @param {number} at */
export function basketOf(at) {
  const cents = 4_999 + (at % 97) * 13;
  return {
    occurredAt: 1_780_000_000_000 + (at % 86_400) * 1000,
    store: 'berlin-1',
    channel: 'pos',
    currency: 'EUR',
    taxIncluded: true,
    lines: [
      lineOf('1', { sku: `A-${at % 89}`, category: 'TEA', cents }),
      lineOf('2', { sku: `B-${at % 83}`, category: 'CHINA', cents: 5_001 }),
    ],
    payments: [],
  };
}

/** @param {string} id @param {{ sku: string, category: string, cents: number }} line */
function lineOf(id, { sku, category, cents }) {
  return {
    id,
    sku,
    quantity: 1_000_000n,
    amount: BigInt(cents),
    discount: 0n,
    tax: 0n,
    kind: /** @type {const} */ ('goods'),
    categories: [category],
  };
}
