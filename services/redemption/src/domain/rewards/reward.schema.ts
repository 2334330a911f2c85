import { DURATION_PATTERN } from '@loyalty/programme';
import { REWARD_KINDS } from './reward.js';

const name = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });
const duration = { type: 'string', pattern: DURATION_PATTERN, description: 'An ISO 8601 duration, as P30D.' };
const instant = { type: 'string', format: 'date-time' };
const decimal = { type: 'string', pattern: '^[0-9]{1,12}(\\.[0-9]{1,4})?$', description: 'A decimal, as 12.50.' };
const currency = { type: 'string', pattern: '^[A-Z]{3}$', description: 'ISO 4217.' };
const count = (maximum: number) => ({ type: 'integer', minimum: 1, maximum });
const TIMES_MAX = 1_000_000;
const PRICES_MAX = 50;

const object = <Properties extends Readonly<Record<string, object>>>(
  required: readonly string[],
  properties: Properties,
) => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});

const texts = object(['en'], { en: name(2_000), ru: name(2_000) });

const price = object(['points'], {
  tier: name(64),
  segment: name(64),
  points: {
    type: 'array',
    minItems: 1,
    maxItems: 20,
    items: object(['wallet', 'points'], { wallet: name(64), points: count(Number.MAX_SAFE_INTEGER) }),
  },
  money: object(['amount', 'currency'], { amount: decimal, currency }),
});

export const pricesSchema = {
  type: 'array',
  minItems: 1,
  maxItems: PRICES_MAX,
  items: price,
  description: 'The first that is for the member counts.',
};

export const rewardSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Reward',
  ...object(['programme', 'kind', 'name', 'prices'], {
    programme: name(64),
    kind: { enum: REWARD_KINDS },
    name: texts,
    description: texts,
    image: { type: 'string', pattern: '^https://[^\\s]{1,500}$', description: 'An https address.' },
    gives: {
      ...object([], { sku: name(64), category: name(64), amount: decimal, currency, percent: decimal, to: name(200) }),
      description: 'What the member gets, as the kind has it.',
    },
    prices: pricesSchema,
    stock: {
      type: 'integer',
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
      description: 'How many there are in all, those that were taken included.',
    },
    limit: { ...object(['times'], { times: count(TIMES_MAX), per: duration }), description: 'For each member.' },
    tiers: { type: 'array', minItems: 1, maxItems: PRICES_MAX, items: name(64) },
    validFrom: instant,
    validUntil: instant,
    voucher: object([], { validFor: duration, uses: count(TIMES_MAX) }),
    payout: {
      ...object([], {
        minimum: decimal,
        maximum: decimal,
        limit: object(['amount', 'per'], { amount: decimal, per: duration }),
        approvalAbove: decimal,
        approveWithin: duration,
      }),
      description:
        'Of the kind cash_out: amounts in the currency of what it gives; above `approvalAbove` a second person approves.',
    },
    automatic: { type: 'boolean', description: 'Issued by itself whenever the member has its price.' },
  }),
};
