/** The purchase of the API's documentation. */
export const PURCHASE = {
  source: 'till-berlin-7',
  externalId: 'R-000123',
  occurredAt: '2026-01-05T10:15:00+01:00',
  store: 'berlin-1',
  channel: 'pos',
  receipt: { terminal: '7', number: '000123' },
  member: { card: '4007' },
  currency: 'EUR',
  lines: [
    { id: '1', sku: 'A', quantity: '3', unitPrice: '33.33', categories: ['TEA'], discount: '0.00', tax: '0.00' },
    { id: '2', sku: 'B', quantity: '1', unitPrice: '50.01' },
  ],
  taxIncluded: true,
  total: '150.00',
  payments: [{ kind: 'card', amount: '150.00' }],
};
