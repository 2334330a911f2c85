const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });

/** How a caller names a member, wherever one may be named; JSON Schema. */
export const identitySchema = {
  type: 'object',
  description: 'One way of recognising the member.',
  additionalProperties: false,
  minProperties: 1,
  maxProperties: 1,
  properties: {
    id: text(64),
    card: text(64),
    phone: text(32),
    email: text(254),
    token: text(256),
    externalId: text(128),
  },
};
