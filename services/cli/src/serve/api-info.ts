/** What the served OpenAPI document says of itself. */
export const API_INFO = {
  title: 'loyalty-ledger',
  version: '1',
  description: [
    'Purchases and returns in, exact points out. Every write is recognised when it comes again: by `source` and',
    '`externalId`, else by `Idempotency-Key`. Errors are problem documents whose `code` never changes its meaning:',
    '[the list](/docs/errors).',
  ].join(' '),
};
