import { identitySchema } from '@loyalty/contracts';

/** The one schema of a Purchase: HTTP, batch and every later road validate with it, and it is published as it stands. */

const name = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });
const text = (description: string, pattern: string) => ({ type: 'string', description, pattern });

export const programmeId = name(64);
export const source = name(64);
export const externalId = name(128);
export const instant = { type: 'string', format: 'date-time' };
export const quantity = text(
  'A positive decimal in a string, with at most six decimals.',
  '^(?!0+(\\.0+)?$)\\d{1,9}(\\.\\d{1,6})?$',
);
export const money = text('A decimal in a string, never negative.', '^\\d{1,11}(\\.\\d{1,6})?$');

export const receipt = {
  type: 'object',
  additionalProperties: false,
  required: ['number'],
  properties: { terminal: name(64), number: name(64) },
};

export const identity = identitySchema;

export const purchaseReference = {
  type: 'object',
  description: 'Either its id, or its source and externalId.',
  additionalProperties: false,
  properties: { id: name(64), source, externalId },
  if: { required: ['id'] },
  then: { maxProperties: 1 },
  else: { required: ['source', 'externalId'] },
};

/** Units, or money alone: `id` and one of the two. */
export const returnedLines = {
  type: 'array',
  minItems: 1,
  maxItems: 5000,
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['id'],
    minProperties: 2,
    maxProperties: 2,
    properties: { id: name(64), quantity, amount: money },
  },
};

export const blindLines = {
  type: 'array',
  minItems: 1,
  maxItems: 5000,
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['sku', 'quantity'],
    properties: { sku: name(64), quantity },
  },
};

const line = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'sku', 'quantity'],
  anyOf: [{ required: ['unitPrice'] }, { required: ['amount'] }],
  properties: {
    id: name(64),
    sku: name(64),
    gtin: text('8 to 14 digits.', '^\\d{8,14}$'),
    quantity,
    unitPrice: money,
    amount: money,
    discount: money,
    tax: money,
    kind: { enum: ['goods', 'service', 'delivery', 'fee', 'tip', 'deposit', 'gift_card'] },
    categories: { type: 'array', maxItems: 20, items: name(64) },
  },
};

const payment = {
  type: 'object',
  additionalProperties: false,
  required: ['kind', 'amount'],
  properties: {
    kind: { enum: ['card', 'cash', 'gift_card', 'points'] },
    amount: money,
    redemption: name(64),
    token: {
      ...name(256),
      description: 'The provider’s name for the card that paid it, never its number. Compared, and kept nowhere.',
    },
  },
};

const exchangeReturn = {
  type: 'object',
  additionalProperties: false,
  required: ['lines'],
  properties: { source, externalId, purchase: purchaseReference, lines: {} },
  dependentRequired: { source: ['externalId'], externalId: ['source'] },
  if: { required: ['purchase'] },
  then: { properties: { lines: returnedLines } },
  else: { properties: { lines: blindLines } },
};

export const purchaseSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Purchase',
  type: 'object',
  additionalProperties: false,
  required: ['source', 'externalId', 'occurredAt', 'currency', 'lines'],
  properties: {
    programme: programmeId,
    source,
    externalId,
    occurredAt: instant,
    store: name(64),
    channel: name(64),
    receipt,
    member: identity,
    currency: text('A currency of ISO 4217, as EUR.', '^[A-Z]{3}$'),
    lines: { type: 'array', minItems: 1, maxItems: 5000, items: line },
    taxIncluded: { type: 'boolean' },
    total: money,
    payments: { type: 'array', maxItems: 20, items: payment },
    returns: { type: 'array', maxItems: 100, items: exchangeReturn },
  },
};
