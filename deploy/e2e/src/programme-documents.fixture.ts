/** A shop for tea; its points come after two weeks. */
export const tea = (more = '') => `id: tea
name: Tea
currency: EUR
timeZone: UTC
wallets:
  points:
    pending: P14D
    earn: { points: 1, per: 1.00 }
${more}`;

export const JUNE = `campaigns:
  june: { until: 2099-12-31, budget: 100 }
offers:
  - { id: double, give: { multiply: 2 }, campaign: june }
  - { id: mug, give: { points: 5 } }
`;

/** Whether 20.00 in tea earn so much. */
export const teaTests = (points: number) => `tests:
  - name: a pot of tea
    purchases:
      - { at: "2026-06-05T10:00:00Z", lines: [{ sku: POT, quantity: 1, amount: 20.00 }], earns: { points: ${points} } }
`;

let numbered = 0;

/** A purchase of the card 4007 for so much, now. */
export const basket = (amount: string, occurredAt = new Date().toISOString()) => ({
  source: 'till',
  externalId: `R-${(numbered += 1)}`,
  occurredAt,
  member: { card: '4007' },
  currency: 'EUR',
  lines: [{ id: '1', sku: 'POT', quantity: '1', unitPrice: amount }],
});

export interface Bought {
  readonly explanation: readonly { readonly offer: string; readonly points: number }[];
}

export const offersOf = ({ explanation }: Bought): readonly string[] => explanation.map(({ offer }) => offer);
