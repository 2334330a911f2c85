import { identity, purchaseSchema } from './purchase.schema.js';
import { returnSchema } from './return.schema.js';

const { phone: _phone, email: _email, ...recognisedBy } = identity.properties;
/** What is on the bus stays there: no phone number and no e-mail address may come that way. */
const buyer = { ...identity, properties: recognisedBy };

/**
 * The schema of a message of `loyalty.accrual.purchases.v1`: a line of a batch, made of the schemas that judge it over
 * HTTP, without the identities that the bus must not carry. Published as docs/api/purchase-message.schema.json.
 */
export const purchaseMessageSchema = {
  $schema: purchaseSchema.$schema,
  title: 'PurchaseMessage',
  type: 'object',
  description: 'Either `purchase` or `return`, as the bodies of POST /v1/purchases and POST /v1/returns.',
  additionalProperties: false,
  minProperties: 1,
  maxProperties: 1,
  properties: { purchase: onTheBus(purchaseSchema), return: onTheBus(returnSchema) },
};

/** A part of a schema has no dialect of its own, and wherever someone is recognised it is by less. */
function onTheBus({ $schema: _dialect, ...schema }: { readonly $schema: string }): object {
  return withoutPersonalData(schema) as object;
}

function withoutPersonalData(part: unknown): unknown {
  if (part === identity) return buyer;
  if (Array.isArray(part)) return part.map(withoutPersonalData);
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, withoutPersonalData(value)]));
}
