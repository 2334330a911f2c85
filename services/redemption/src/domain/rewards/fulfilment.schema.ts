import type { FulfilmentStatus } from '@loyalty/contracts';

export interface SentFulfilment {
  readonly status: FulfilmentStatus;
  /** Needed where it failed or came back. */
  readonly reason?: string;
}

const reason = { type: 'string', minLength: 1, maxLength: 500 };

export const fulfilmentSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Fulfilment',
  type: 'object',
  additionalProperties: false,
  required: ['status'],
  properties: { status: { enum: ['ordered', 'shipped', 'delivered', 'failed', 'returned'] }, reason },
  if: { properties: { status: { enum: ['failed', 'returned'] } } },
  then: { required: ['reason'] },
};
