/** A shop for tea, with offers of its own. */
export const tea = (more = '', { per = '1.00', name = 'Tea' } = {}) => `id: tea
name: ${name}
currency: EUR
timeZone: UTC
wallets:
  points:
    earn: { points: 1, per: ${per} }
${more}`;

export const JUNE = `campaigns:
  june: { from: 2026-06-01, until: 2026-06-30, budget: 100 }
offers:
  - { id: double, give: { multiply: 2 }, campaign: june }
  - { id: mug, give: { points: 5 } }
`;

export const CHANGE = 'application/vnd.loyalty.programme-change+json';

/** Of 20.00 in tea. */
export const teaTests = (points: number) => `tests:
  - name: a pot of tea
    purchases:
      - { at: "2026-06-05T10:00:00Z", lines: [{ sku: POT, quantity: 1, amount: 20.00 }], earns: { points: ${points} } }
`;
