import { DURATION_PATTERN } from '../calendar/duration.js';

const LINE_KINDS = ['goods', 'service', 'delivery', 'fee', 'tip', 'deposit', 'gift_card'];

/** Written as a number or in quotes: either way its digits are taken as they stand. */
const decimal = (title: string) => ({ title, type: ['string', 'number'], pattern: '^[0-9]{1,15}(\\.[0-9]{1,6})?$' });

const duration = (description: string) => ({
  title: 'an ISO 8601 duration such as P30D or PT10M',
  description,
  type: 'string',
  pattern: DURATION_PATTERN,
});

const id = { title: 'an id of small letters, digits and dashes', type: 'string', pattern: '^[a-z][a-z0-9-]{0,63}$' };

const codes = (description: string) => ({
  title: 'a list of codes or patterns',
  description,
  type: 'array',
  minItems: 1,
  uniqueItems: true,
  items: { title: 'a code or pattern in quotes (* any run, ? any character, # a digit)', type: 'string', minLength: 1 },
});

const lineList = (description: string) => ({
  title: 'a mapping of `skus` and `categories`',
  description,
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: { skus: codes('SKUs or patterns of them.'), categories: codes('Categories or patterns of them.') },
});

const basis = {
  title: 'a mapping of `discount`, `tax` and `paidWithPoints`',
  description: 'The money that counts. By default the amount as the price shows it, after discount.',
  type: 'object',
  additionalProperties: false,
  properties: {
    discount: { enum: ['after', 'before'], default: 'after', description: 'After or before the discount of the line.' },
    tax: { enum: ['as-priced', 'included', 'excluded'], default: 'as-priced', description: 'With or without tax.' },
    paidWithPoints: {
      enum: ['excluded', 'included'],
      default: 'excluded',
      description: 'Whether the part that is paid with points earns too.',
    },
  },
};

const earn = {
  title: 'a base rule: points per amount',
  description: 'The base rule: what every eligible line earns.',
  type: 'object',
  additionalProperties: false,
  required: ['points', 'per'],
  properties: {
    points: { title: 'a whole number from 1 to 1000000', type: 'integer', minimum: 1, maximum: 1_000_000 },
    per: { ...decimal('a sum of the main currency, such as 1.00'), description: 'The sum that earns them.' },
    rounding: {
      enum: ['down', 'up', 'half-up'],
      default: 'down',
      description: 'Applied once per purchase and wallet, after summing the lines.',
    },
    basis,
    kinds: {
      title: 'a list of line kinds',
      description: 'The kinds of line that earn.',
      type: 'array',
      minItems: 1,
      uniqueItems: true,
      items: { enum: LINE_KINDS },
      default: ['goods', 'service'],
    },
    include: lineList('Only these lines earn. Absent: all.'),
    exclude: lineList('These lines do not earn, whatever `include` says.'),
    unitPriceAbove: {
      ...decimal('a sum of the main currency, such as 0.00'),
      description: 'Only lines whose price of one unit, before discount, is more than this.',
    },
  },
};

const wallet = {
  title: 'a wallet',
  type: 'object',
  additionalProperties: false,
  properties: {
    unit: {
      title: 'a mapping of `one` and `other`',
      description: 'How its points are called: one point, two points. By default the wallet’s id.',
      type: 'object',
      additionalProperties: false,
      required: ['one', 'other'],
      properties: {
        one: { title: 'a word', type: 'string', minLength: 1, maxLength: 40 },
        other: { title: 'a word', type: 'string', minLength: 1, maxLength: 40 },
      },
    },
    expiry: {
      title: '`never`, or a mapping of `after` and `endOf`',
      description: 'When points expire, counted from when they became available, in the zone of the programme.',
      default: 'never',
      anyOf: [
        { const: 'never' },
        {
          title: 'a mapping of `after` and `endOf`',
          type: 'object',
          additionalProperties: false,
          minProperties: 1,
          properties: {
            after: duration('How long points live.'),
            endOf: { enum: ['day', 'month', 'year'], description: 'Then to the end of that day, month or year.' },
          },
        },
      ],
    },
    pending: {
      title: '`none`, an ISO 8601 duration such as P14D, or a mapping of `action`',
      description: 'When points become available: at once, after a time, or when an action is reported.',
      default: 'none',
      anyOf: [
        { const: 'none' },
        { type: 'string', pattern: DURATION_PATTERN },
        {
          title: 'a mapping of `action`',
          type: 'object',
          additionalProperties: false,
          required: ['action'],
          properties: { action: id },
        },
      ],
    },
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
