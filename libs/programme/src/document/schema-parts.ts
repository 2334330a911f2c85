import { DURATION_PATTERN } from '../calendar/duration.js';

export { DURATION_PATTERN };

/** Pieces of the schema that stand in several places. */

const LINE_KINDS = ['goods', 'service', 'delivery', 'fee', 'tip', 'deposit', 'gift_card'];

export const lineKind = { enum: LINE_KINDS };

/** Written as a number or in quotes: either way its digits are taken as they stand. */
export const decimal = (title: string) => ({
  title,
  type: ['string', 'number'],
  pattern: '^[0-9]{1,15}(\\.[0-9]{1,6})?$',
});

export const duration = (description: string) => ({
  title: 'an ISO 8601 duration such as P30D or PT10M',
  description,
  type: 'string',
  pattern: DURATION_PATTERN,
});

export const id = {
  title: 'an id of small letters, digits and dashes',
  type: 'string',
  pattern: '^[a-z][a-z0-9-]{0,63}$',
};

export const ids = (description: string) => ({
  title: 'a list of ids',
  description,
  type: 'array',
  minItems: 1,
  uniqueItems: true,
  items: id,
});

export const points = (description: string) => ({
  title: 'a whole number from 1 to 1000000',
  description,
  type: 'integer',
  minimum: 1,
  maximum: 1_000_000,
});

export const codes = (description: string) => ({
  title: 'a list of codes or patterns',
  description,
  type: 'array',
  minItems: 1,
  uniqueItems: true,
  items: { title: 'a code or pattern in quotes (* any run, ? any character, # a digit)', type: 'string', minLength: 1 },
});

/** CEL. It is checked when the document is read, at its own letters. */
export const condition = (description: string) => ({
  title: 'a condition',
  description,
  type: 'string',
  minLength: 1,
});

export const date = (description: string) => ({
  title: 'a date such as 2026-12-31',
  description,
  type: 'string',
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
});

export const timeOfDay = (description: string) => ({
  title: 'a time in quotes such as "17:30"',
  description,
  type: 'string',
  pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$',
});

const lineList = (description: string) => ({
  title: 'a mapping of `skus` and `categories`',
  description,
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: { skus: codes('SKUs or patterns of them.'), categories: codes('Categories or patterns of them.') },
});

/** Which lines of a purchase are looked at. */
export const lineFilter = {
  kinds: {
    title: 'a list of line kinds',
    description: 'The kinds of line that earn.',
    type: 'array',
    minItems: 1,
    uniqueItems: true,
    items: lineKind,
    default: ['goods', 'service'],
  },
  include: lineList('Only these lines earn. Absent: all.'),
  exclude: lineList('These lines do not earn, whatever `include` says.'),
  unitPriceAbove: {
    ...decimal('a sum of the main currency, such as 0.00'),
    description: 'Only lines whose price of one unit, before discount, is more than this.',
  },
};

export const rounding = (description: string) => ({ enum: ['down', 'up', 'half-up'], default: 'down', description });

export const basis = (description: string) => ({
  title: 'a mapping of `discount`, `tax` and `paidWithPoints`',
  description,
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
});

const capOf = (description: string) => ({
  title: 'a whole number of at least 1',
  description,
  type: 'integer',
  minimum: 1,
  maximum: 1_000_000_000,
});

const CALENDAR = {
  day: capOf('In one day, by the clocks of the store.'),
  week: capOf('In one week, from Monday on.'),
  month: capOf('In one month.'),
  year: capOf('In one year.'),
  member: capOf('Ever, for one member.'),
};

export const caps = (description: string) => ({
  title: 'a mapping of `purchase`, `day`, `week`, `month`, `year` and `member`',
  description,
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: { purchase: capOf('In one purchase.'), ...CALENDAR },
});

export const uses = {
  title: 'a mapping of `day`, `week`, `month`, `year` and `member`',
  description: 'How often it gives something to one member.',
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: CALENDAR,
};

export const budget = (description: string) => ({
  title: 'a whole number of at least 1',
  description,
  type: 'integer',
  minimum: 1,
  maximum: 1_000_000_000_000,
});

export const expiry = {
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
};

export const pending = {
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
};

/** Where an offer says nothing, the terms are those of its wallet. */
export function asTheWallet({ default: _default, ...choice }: typeof expiry | typeof pending) {
  return choice;
}
