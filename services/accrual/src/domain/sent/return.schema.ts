import * as parts from './purchase.schema.js';

/** With `purchase`: units or money of its lines. Without: blind, by member and SKU. */
export const returnSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Return',
  type: 'object',
  additionalProperties: false,
  required: ['source', 'externalId', 'occurredAt', 'lines'],
  properties: {
    programme: parts.programmeId,
    source: parts.source,
    externalId: parts.externalId,
    occurredAt: parts.instant,
    store: { type: 'string', minLength: 1, maxLength: 64 },
    receipt: parts.receipt,
    member: parts.identity,
    purchase: parts.purchaseReference,
    lines: {},
  },
  if: { required: ['purchase'] },
  then: { properties: { lines: parts.returnedLines } },
  else: { required: ['member'], properties: { lines: parts.blindLines } },
};

const reason = {
  type: 'string',
  minLength: 1,
  maxLength: 500,
  pattern: '\\S',
  description: 'Why; kept with who voided it.',
};

export const voidSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Void',
  type: 'object',
  additionalProperties: false,
  required: ['source', 'externalId'],
  properties: { programme: parts.programmeId, source: parts.source, externalId: parts.externalId, reason },
};

/** Of a purchase that stands in the path. */
export const voidReasonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'VoidReason',
  type: 'object',
  additionalProperties: false,
  properties: { reason },
};
