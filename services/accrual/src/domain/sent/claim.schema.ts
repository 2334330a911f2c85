import { identity } from './purchase.schema.js';

export const claimSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'PurchaseClaim',
  type: 'object',
  additionalProperties: false,
  required: ['member'],
  properties: { member: identity },
};
