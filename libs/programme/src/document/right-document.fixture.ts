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
