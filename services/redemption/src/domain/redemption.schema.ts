import { identitySchema } from '@loyalty/contracts';
import { DURATION_PATTERN } from '@loyalty/programme';

const name = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });
const programme = name(64);
/** The `source` of redemptions that nobody asked for: rewards that come by themselves. */
export const AUTOMATIC_SOURCE = 'automatic';

const source = name(64);
const callersSource = {
  ...source,
  pattern: `^(?!${AUTOMATIC_SOURCE}$)`,
  description: `The system that asks for it; not '${AUTOMATIC_SOURCE}', by which rewards come by themselves.`,
};
const externalId = name(128);
const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
const WALLETS_MAX = 20;

export const identity = identitySchema;

const points = {
  type: 'array',
  minItems: 1,
  maxItems: WALLETS_MAX,
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['wallet', 'points'],
    properties: { wallet: name(64), points: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER } },
  },
};

export const redemptionSchema = {
  $schema: DIALECT,
  title: 'Redemption',
  type: 'object',
  additionalProperties: false,
  required: ['source', 'externalId', 'member'],
  oneOf: [{ required: ['points'] }, { required: ['reward'], not: { required: ['pays'] } }],
  properties: {
    programme,
    source: callersSource,
    externalId,
    member: identity,
    points,
    reward: {
      type: 'object',
      description: 'What the points buy, instead of `points`: its price is that of now.',
      additionalProperties: false,
      required: ['id'],
      properties: { id: name(64) },
    },
    pays: {
      type: 'object',
      description:
        'Says that the points will pay a part of an order: refused at once where no purchase would take them. Not beside `reward`.',
      additionalProperties: false,
      properties: {
        currency: { type: 'string', pattern: '^[A-Z]{3}$', description: 'Of the order; by default the programme’s.' },
      },
    },
    lapsesAfter: {
      type: 'string',
      pattern: DURATION_PATTERN,
      description:
        'An ISO 8601 duration, as PT15M. So long the points are set aside; the programme has a default and a bound.',
    },
    order: { ...name(128), description: 'What the caller calls the order; shown where points are held for it.' },
    partner: { ...name(64), description: 'The partner at which they are spent, who is paid for them.' },
    capture: { type: 'boolean', description: 'Spend at once, as a till does.' },
  },
};

/** For a capture: all of it where no points are named. */
export const partSchema = {
  $schema: DIALECT,
  title: 'RedemptionPart',
  type: 'object',
  additionalProperties: false,
  properties: { points },
};

export const refundSchema = { ...partSchema, title: 'RedemptionRefund' };

export const voidSchema = {
  $schema: DIALECT,
  title: 'RedemptionVoid',
  type: 'object',
  additionalProperties: false,
  required: ['source', 'externalId'],
  properties: { programme, source, externalId },
};
