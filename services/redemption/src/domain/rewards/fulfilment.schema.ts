import type { FulfilmentStatus } from '@loyalty/contracts';

export interface SentFulfilment {
  readonly status: FulfilmentStatus;
  /** Needed where it failed or came back. */
  readonly reason?: string;
  /** When it was so, for those who send late or out of order; now where it is left out. */
  readonly occurredAt?: string;
}

/** Of a warehouse, whose key need not open what a till's does. */
export interface NamedFulfilment extends SentFulfilment {
  readonly redemption: string;
}

const occurredAt = {
  type: 'string',
  format: 'date-time',
  description: 'When it was so. What is older than what is known changes nothing.',
};
const reason = { type: 'string', minLength: 1, maxLength: 500, pattern: '\\S' };

export const fulfilmentSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Fulfilment',
  type: 'object',
  additionalProperties: false,
  required: ['status'],
  properties: { status: { enum: ['ordered', 'shipped', 'delivered', 'failed', 'returned'] }, reason, occurredAt },
  if: { properties: { status: { enum: ['failed', 'returned'] } } },
  then: { required: ['reason'] },
};

export const namedFulfilmentSchema = {
  ...fulfilmentSchema,
  title: 'NamedFulfilment',
  required: ['redemption', 'status'],
  properties: { redemption: { type: 'string', minLength: 1, maxLength: 64 }, ...fulfilmentSchema.properties },
};
