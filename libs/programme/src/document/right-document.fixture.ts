/** A right document with every field, each on a line of its own, so that a wrong one is this with a few letters changed. */
export const RIGHT = `id: shop
name: Shop
currency: EUR
otherCurrencies: { CHF: 1.05 }
timeZone: Europe/Berlin
taxIncluded: true
wallets:
  points:
    unit: { one: point, other: points }
    expiry: { after: P1Y, endOf: year }
    pending: P14D
    earn:
      points: 1
      per: 1.00
      rounding: down
      basis: { discount: after, tax: as-priced, paidWithPoints: excluded }
      kinds: [goods, service]
      include: { skus: ['#####*'], categories: [TEA] }
      exclude: { skus: [POST, GIFT*], categories: [BOOKS] }
      unitPriceAbove: 0.00
clawBack: unlimited
refundGrace: P30D
claimWithin: P30D
clockSkew: PT10M
autoEnrolment: { when: { spentAtLeast: 50.00 }, earns: true }
holdLapsesAfter: PT15M
holdLapsesAfterMax: P30D
`;

/** The same for offers, which need more surroundings than the rest. */
export const RIGHT_OFFERS = `id: chain
name: Chain
currency: EUR
timeZone: Europe/Berlin
stores: { lisbon-1: { timeZone: Europe/Lisbon } }
partners: [bank, magazine]
campaigns: { june: { from: 2026-06-01, until: 2026-06-30, caps: { member: 500 }, budget: 100000 } }
wallets:
  points:
    caps: { month: 9000 }
    earn: { points: 1, per: 1.00, caps: { day: 5000 } }
  stamps: {}
offers:
  - id: tea
    wallet: points
    give: { multiply: 2.5, compound: false }
    lines: { include: { categories: [TEA] }, exclude: { skus: [POST] }, kinds: [goods], unitPriceAbove: 0.50 }
  - id: evening
    wallet: points
    give: { points: 2, per: 5.00, rounding: half-up, basis: { tax: excluded } }
    only: { stores: [lisbon-*], channels: [web], times: [{ days: [fri], from: "18:00", until: "24:00" }] }
    from: 2026-06-10
    until: 2026-06-20
    campaign: june
    group: best
    partner: bank
    expiry: { after: P30D }
    pending: P14D
  - id: basket
    wallet: points
    give: { points: 20, spentAtLeast: 100.00 }
    uses: { day: 1, member: 10 }
    caps: { purchase: 20, week: 40 }
    budget: 5000
    group: best
  - id: coffee
    wallet: stamps
    give: { points: 1, perUnits: 1 }
    lines: { include: { categories: [COFFEE] } }
  - id: third
    wallet: points
    text: A third visit
    give: { points: 50, everyNth: 3, within: P30D, spentAtLeast: 5.00 }
`;
