import { purchaseSchema } from './purchase.schema.js';

const { programme, occurredAt, store, channel, member, currency, lines, taxIncluded, total, payments } =
  purchaseSchema.properties;

/** A Purchase without what names it. Without `occurredAt` it is asked for now. */
export const quoteSchema = {
  $schema: purchaseSchema.$schema,
  title: 'Quote',
  type: 'object',
  additionalProperties: false,
  required: ['currency', 'lines'],
  properties: { programme, occurredAt, store, channel, member, currency, lines, taxIncluded, total, payments },
};
