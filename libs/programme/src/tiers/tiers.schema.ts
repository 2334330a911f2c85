import { DURATION_PATTERN } from '../calendar/duration.js';
import { textsSchema, type TextsDocument } from '../text/texts.schema.js';
import type { TierRules } from './tier-rules.js';

/** The shape that the schema of the part `tiers` promises. Decimals are read from the text, at their pointer. */
export interface TiersDocument {
  readonly period: 'calendar_year' | 'anniversary' | { readonly rollingMonths: number };
  readonly wallet?: string;
  readonly match?: TierRules['match'];
  readonly upgrade?: TierRules['upgrade'];
  readonly downgrade?: TierRules['downgrade'];
  readonly grace?: string;
  readonly inclusive?: boolean;
  readonly ladder: readonly TierDocument[];
}

export interface TierDocument {
  readonly id: string;
  readonly name: TextsDocument;
  readonly needs?: { readonly points?: number; readonly spend?: unknown; readonly visits?: number };
  readonly benefits?: TierBenefitsDocument;
}

export interface TierBenefitsDocument {
  readonly multiply?: unknown;
  readonly wallet?: string;
  readonly discount?: unknown;
  readonly rewards?: readonly string[];
}

const id = { title: 'an id of small letters, digits and dashes', type: 'string', pattern: '^[a-z][a-z0-9-]{0,63}$' };

const whole = (description: string) => ({
  title: 'a whole number from 1 to 1000000000',
  description,
  type: 'integer',
  minimum: 1,
  maximum: 1_000_000_000,
});

const needs = {
  title: 'a mapping of `points`, `spend` and `visits`',
  description: 'What has to be counted in a period, at least. Only the lowest tier may need nothing.',
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    points: whole('Points of the base rule, and of bonuses that say so.'),
    spend: {
      title: 'a sum of the main currency, such as 500.00',
      description: 'Money on the lines that the base rule looks at.',
      type: ['string', 'number'],
      pattern: '^[0-9]{1,15}(\\.[0-9]{1,6})?$',
    },
    visits: whole('Purchases of which something is kept.'),
  },
};

const benefits = {
  title: 'a mapping of `multiply`, `wallet`, `discount` and `rewards`',
  description: 'What a member of this tier has. Nothing is handed up from the tiers below.',
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    multiply: {
      title: 'a factor above 1 with up to 4 decimals, such as 1.25',
      description: 'Times the base earn, as the offer `tier-ID`; other multipliers add to it.',
      type: ['string', 'number'],
      pattern: '^[0-9]{1,15}(\\.[0-9]{1,6})?$',
    },
    wallet: { ...id, description: 'Whose base earn is multiplied. By default the only wallet that earns.' },
    discount: {
      title: 'a percentage above 0 and up to 100 with up to 2 decimals, such as 5 or 7.5',
      description: 'Off the price, at the till.',
      type: ['string', 'number'],
      pattern: '^[0-9]{1,15}(\\.[0-9]{1,6})?$',
    },
    rewards: {
      title: 'a list of ids',
      description: 'Rewards of the catalogue that are open to the tier.',
      type: 'array',
      minItems: 1,
      uniqueItems: true,
      items: id,
    },
  },
};

const tier = {
  title: 'a tier',
  type: 'object',
  additionalProperties: false,
  required: ['id', 'name'],
  properties: {
    id: { ...id, description: 'Never changes.' },
    name: textsSchema('As members see it.'),
    needs,
    benefits,
  },
};

/** The part `tiers` of a programme. */
export const tiersSchema = {
  title: 'a mapping of `period`, `ladder` and how tiers rise and fall',
  description: 'The standing of members, by what they bought in a period, never by their balance.',
  type: 'object',
  additionalProperties: false,
  required: ['period', 'ladder'],
  properties: {
    period: {
      title: '`calendar_year`, `anniversary`, or a mapping of `rollingMonths`',
      description:
        'In which is counted, by the calendar of the programme’s zone: the calendar year, the year of membership, or the ' +
        'months before each purchase. A tier lasts to the end of the period after the one that earned it; of rolling ' +
        'months, one period from when it was last met.',
      anyOf: [
        { enum: ['calendar_year', 'anniversary'] },
        {
          title: 'a mapping of `rollingMonths`',
          type: 'object',
          additionalProperties: false,
          required: ['rollingMonths'],
          properties: {
            rollingMonths: { title: 'a whole number from 1 to 60', type: 'integer', minimum: 1, maximum: 60 },
          },
        },
      ],
    },
    wallet: { ...id, description: 'Whose points count. By default the only wallet that earns.' },
    match: {
      enum: ['all', 'any'],
      default: 'all',
      description: 'Where a tier needs several things: all of them, or any one.',
    },
    upgrade: {
      enum: ['at_once', 'at_period_end'],
      default: 'at_once',
      description: 'When a tier begins that was reached.',
    },
    downgrade: {
      enum: ['to_reached', 'one_step', 'never'],
      default: 'to_reached',
      description: 'Where a tier falls that was not reached again. A return withdraws one whatever this says.',
    },
    grace: {
      title: 'an ISO 8601 duration such as P1M or P30D',
      description: 'How much later it falls; what is bought until then can keep it. Shorter than the period.',
      type: 'string',
      pattern: DURATION_PATTERN,
    },
    inclusive: {
      type: 'boolean',
      default: false,
      description: 'Whether the purchase that reaches a tier is already rewarded by it.',
    },
    ladder: { title: 'a list of tiers, the lowest first', type: 'array', minItems: 1, maxItems: 20, items: tier },
  },
} as const;
