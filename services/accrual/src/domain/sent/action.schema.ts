import { OWN_SOURCE } from '@loyalty/contracts';
import * as parts from './purchase.schema.js';
import type { SentIdentity, SentPurchaseReference } from './sent-purchase.js';

/** Something that is no purchase, as a shop or a CRM reports it. */
export interface SentAction {
  readonly programme?: string;
  readonly source: string;
  readonly externalId: string;
  readonly occurredAt: string;
  readonly action: string;
  readonly store?: string;
  /** May be left out where `purchase` says whose it is. */
  readonly member?: SentIdentity;
  readonly purchase?: SentPurchaseReference;
}

export const actionSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Action',
  type: 'object',
  additionalProperties: false,
  required: ['source', 'externalId', 'occurredAt', 'action'],
  properties: {
    programme: parts.programmeId,
    source: {
      ...parts.source,
      pattern: `^(?!${OWN_SOURCE}$)`,
      description: `The system that reports it; not '${OWN_SOURCE}', by which the programme gives by itself.`,
    },
    externalId: parts.externalId,
    occurredAt: parts.instant,
    action: {
      type: 'string',
      description: 'As the programme calls it: in `actions[].on`, or in `pending: { action }`.',
      minLength: 1,
      maxLength: 64,
    },
    store: { type: 'string', minLength: 1, maxLength: 64 },
    member: parts.identity,
    purchase: {
      ...parts.purchaseReference,
      description: 'Whose points waited for it: its id, or its source and externalId.',
    },
  },
  anyOf: [{ required: ['member'] }, { required: ['purchase'] }],
};
