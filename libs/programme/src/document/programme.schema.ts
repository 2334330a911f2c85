import { textsSchema } from '../text/texts.schema.js';
import { unitSchema } from '../text/unit.js';
import { tiersSchema } from '../tiers/tiers.schema.js';
import { partnersSchema } from './build-partners.js';
import { payWithPointsSchema } from './build-pay-with-points.js';
import { transfersSchema } from './build-transfers.js';
import { velocitySchema } from './build-velocity.js';
import { action, campaign, offer } from './offer.schema.js';
import { discount, referral } from './benefits.schema.js';
import * as parts from './schema-parts.js';
import { decimal, duration, id } from './schema-parts.js';

const earn = {
  title: 'a base rule: points per amount',
  description: 'The base rule: what every eligible line earns.',
  type: 'object',
  additionalProperties: false,
  required: ['points', 'per'],
  properties: {
    points: { title: 'a whole number from 1 to 1000000', type: 'integer', minimum: 1, maximum: 1_000_000 },
    per: { ...decimal('a sum of the main currency, such as 1.00'), description: 'The sum that earns them.' },
    rounding: parts.rounding('Applied once per purchase and wallet, after summing the lines.'),
    basis: parts.basis('The money that counts. By default the amount as the price shows it, after discount.'),
    ...parts.lineFilter,
    caps: parts.caps(
      'What it gives at most; what is beyond is trimmed. Multipliers act on what it would give without.',
    ),
  },
};

const wallet = {
  title: 'a wallet',
  type: 'object',
  additionalProperties: false,
  properties: {
    unit: unitSchema,
    expiry: parts.expiry,
    pending: parts.pending,
    caps: parts.caps('What a member earns at most in this wallet, all offers together.'),
    earn,
  },
};

/** The published language of programmes: `programme.schema.json` is a copy of this, held equal by a test. */
export const programmeSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'a programme',
  description: 'A loyalty programme of loyalty-ledger.',
  type: 'object',
  additionalProperties: false,
  required: ['id', 'name', 'currency', 'timeZone', 'wallets'],
  properties: {
    id: { ...id, description: 'Never changes.' },
    name: { title: 'a name', type: 'string', minLength: 1, maxLength: 200, description: 'As members see it.' },
    currency: {
      title: 'an ISO 4217 currency such as EUR',
      description: 'The main currency; sums of this document are in it.',
      type: 'string',
      pattern: '^[A-Z]{3}$',
    },
    otherCurrencies: {
      title: 'a mapping of currencies to rates',
      description: 'Other currencies that are taken: how many units of the main currency one unit counts as.',
      type: 'object',
      propertyNames: { title: 'an ISO 4217 currency such as EUR', pattern: '^[A-Z]{3}$' },
      additionalProperties: decimal('a rate with up to 6 decimals, such as 1.05'),
    },
    timeZone: { title: 'an IANA time zone such as Europe/Berlin', type: 'string', minLength: 1 },
    taxIncluded: {
      type: 'boolean',
      default: true,
      description: 'Whether prices contain tax, where a purchase does not say.',
    },
    wallets: {
      title: 'a mapping of wallets',
      type: 'object',
      minProperties: 1,
      propertyNames: { title: id.title, pattern: id.pattern },
      additionalProperties: wallet,
    },
    stores: {
      title: 'a mapping of stores',
      description: 'Stores whose clocks are not those of the programme.',
      type: 'object',
      minProperties: 1,
      additionalProperties: {
        title: 'a mapping of `timeZone`',
        type: 'object',
        additionalProperties: false,
        required: ['timeZone'],
        properties: { timeZone: { title: 'an IANA time zone such as Europe/Berlin', type: 'string', minLength: 1 } },
      },
    },
    partners: partnersSchema,
    campaigns: {
      title: 'a mapping of campaigns',
      description: 'Bounds that several offers share.',
      type: 'object',
      minProperties: 1,
      propertyNames: { title: id.title, pattern: id.pattern },
      additionalProperties: campaign,
    },
    tiers: tiersSchema,
    segments: {
      title: 'a mapping of segments',
      description: 'Members of whom a condition holds now.',
      type: 'object',
      minProperties: 1,
      maxProperties: 200,
      propertyNames: { title: id.title, pattern: id.pattern },
      additionalProperties: {
        title: 'a mapping of `when` and `text`',
        type: 'object',
        additionalProperties: false,
        required: ['when'],
        properties: {
          when: parts.condition('What holds of its members, in CEL, such as member.purchases >= 3.'),
          text: textsSchema('As a marketer calls it.'),
        },
      },
    },
    offers: {
      title: 'a list of offers',
      description: 'Applied in this order, multipliers before bonuses.',
      type: 'array',
      minItems: 1,
      maxItems: 1000,
      items: offer,
    },
    actions: {
      title: 'a list of actions that earn',
      description: 'Points for what is no purchase: joining, a birthday, a review, a recommendation, a survey.',
      type: 'array',
      minItems: 1,
      maxItems: 1000,
      items: action,
    },
    referral,
    discounts: {
      title: 'a list of discounts',
      description: 'Percentages off the price at the till. Of those for one line the greatest counts.',
      type: 'array',
      minItems: 1,
      maxItems: 200,
      items: discount,
    },
    clawBack: {
      enum: ['only_pending', 'within_balance', 'unlimited'],
      default: 'unlimited',
      description: 'What a return may take back when its points are spent.',
    },
    refundGrace: { ...duration('How long points live that are given back after they expired.'), default: 'P30D' },
    claimWithin: { ...duration('How long purchases wait for someone to join.'), default: 'P30D' },
    clockSkew: { ...duration('How far ahead a till’s clock may be.'), default: 'PT10M' },
    holdLapsesAfter: {
      ...duration('How long points stay set aside for an order, where the redemption does not say.'),
      default: 'PT15M',
    },
    holdLapsesAfterMax: { ...duration('How long a redemption may ask for at most.'), default: 'P30D' },
    transfers: transfersSchema,
    velocity: velocitySchema,
    payWithPoints: payWithPointsSchema,
    autoEnrolment: {
      title: 'a mapping of `when` and `earns`',
      description: 'Whether a purchase makes someone unknown a member.',
      type: 'object',
      additionalProperties: false,
      required: ['when'],
      properties: {
        when: {
          title: '`never`, `always`, or a mapping of `spentAtLeast`',
          anyOf: [
            { enum: ['never', 'always'] },
            {
              title: 'a mapping of `spentAtLeast`',
              type: 'object',
              additionalProperties: false,
              required: ['spentAtLeast'],
              properties: { spentAtLeast: decimal('a sum of the main currency, such as 50.00') },
            },
          ],
        },
        earns: { type: 'boolean', default: true, description: 'Whether that purchase earns.' },
      },
    },
  },
} as const;
