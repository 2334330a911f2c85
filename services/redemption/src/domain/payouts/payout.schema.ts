import { redemptionSchema } from '../redemption.schema.js';

const { programme, source, externalId, member, points, reward } = redemptionSchema.properties;
const REASON_MAX = 500;
const DESTINATION_MAX = 256;

export const payoutSchema = {
  $schema: redemptionSchema.$schema,
  title: 'Payout',
  type: 'object',
  additionalProperties: false,
  required: ['source', 'externalId', 'member', 'reward', 'destination'],
  properties: {
    programme,
    source,
    externalId,
    member,
    reward: { ...reward, description: 'Of kind cash_out.' },
    points: { ...points, maxItems: 1, description: 'A whole multiple of the price; the price itself where absent.' },
    destination: {
      type: 'string',
      minLength: 1,
      maxLength: DESTINATION_MAX,
      // An account number has no business here: what the provider gave for it has no spaces.
      pattern: '^[A-Za-z0-9._:-]+$',
      description: 'The provider’s own opaque word for where the money goes; never an account’s number.',
    },
  },
};

export const decisionSchema = {
  $schema: redemptionSchema.$schema,
  title: 'PayoutDecision',
  type: 'object',
  additionalProperties: false,
  required: ['reason'],
  properties: { reason: { type: 'string', minLength: 1, maxLength: REASON_MAX, pattern: '\\S' } },
};

/** Only who it is about counts: what became of it is asked for. */
export const callbackSchema = {
  $schema: redemptionSchema.$schema,
  title: 'PayoutCallback',
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string', minLength: 1, maxLength: 64, description: 'Of the payout.' } },
};
