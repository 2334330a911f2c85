import { answerOf, listOf, nullable } from '@loyalty/service-host';
import { pricesSchema, rewardSchema } from '../../domain/rewards/reward.schema.js';

const text = { type: 'string' };
const integer = { type: 'integer' };
const instant = { type: 'string', format: 'date-time' };
const { stock: _supply, ...document } = rewardSchema.properties;
const { name, description, gives } = rewardSchema.properties;

const stock = nullable(
  answerOf({
    supply: { ...integer, description: 'How many there are in all.' },
    left: integer,
    held: { ...integer, description: 'Set aside, and not captured yet.' },
    kept: { ...integer, description: 'Captured.' },
  }),
);

const reward = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'version', 'programme', 'kind', 'name', 'prices', 'stock'],
  properties: {
    id: text,
    version: integer,
    ...document,
    stock: { ...stock, description: 'Null: there is no end to it.' },
  },
};

export const rewardView = { title: 'RewardView', ...answerOf({ reward }) };

const reason = {
  type: 'object',
  additionalProperties: false,
  required: ['reason'],
  properties: {
    reason: {
      enum: [
        'insufficient_points',
        'out_of_stock',
        'reward_limit_reached',
        'tier_needed',
        'segment_needed',
        'reward_not_valid_yet',
        'reward_no_longer_valid',
      ],
    },
    wallet: text,
    available: integer,
    needed: integer,
    supply: integer,
    left: integer,
    times: integer,
    per: nullable(text),
    taken: integer,
    againAt: nullable(instant),
    tiers: listOf(text),
    segments: listOf(text),
    tier: nullable(text),
    validFrom: instant,
    validUntil: instant,
  },
};

const availability = answerOf({
  reward: answerOf({ id: text, version: integer, kind: text, name }, { description, image: text, gives }),
  price: nullable(pricesSchema.items),
  available: { type: 'boolean' },
  reasons: { ...listOf(reason), description: 'All that stands in the way, with the numbers that explain it.' },
});

export const rewardList = {
  title: 'RewardList',
  ...answerOf({ items: listOf({ anyOf: [answerOf({ reward }), availability] }), next: nullable(text) }),
};
