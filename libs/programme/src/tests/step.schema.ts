import * as parts from '../document/schema-parts.js';

export const text = (title: string) => ({ title, type: 'string', minLength: 1, maxLength: 200 });

export const texts = (title: string, each: string) => ({ title, type: 'array', uniqueItems: true, items: text(each) });

export const moment = (description: string) => ({
  title: 'a day or an instant such as 2026-03-05, 2026-03-05T10:15 or "2026-03-05T10:15:00+01:00"',
  description,
  type: 'string',
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?)?$',
});

const money = parts.decimal('a sum, such as 0.50');

const line = {
  title: 'a line: at least its `amount`',
  type: 'object',
  additionalProperties: false,
  required: ['amount'],
  properties: {
    amount: { ...parts.decimal('a sum of the purchase’s currency, such as 3.50'), description: 'For the whole line.' },
    sku: text('a SKU'),
    gtin: text('the number below a bar code'),
    quantity: parts.decimal('a quantity, such as 1 or 0.350'),
    categories: { title: 'a list of categories', type: 'array', items: text('a category') },
    kind: parts.lineKind,
    discount: money,
    tax: money,
  },
};

const mapping = (title: string, description: string, each: object) => ({
  title,
  description,
  type: 'object',
  additionalProperties: each,
});

const whole = { title: 'a whole number', type: 'integer', minimum: 0 };

const points = (description: string, each: object = whole) => mapping('a mapping to whole numbers', description, each);

const signed = { title: 'a whole number', type: 'integer' };

const sentence = { title: 'a sentence', type: 'string', minLength: 1, maxLength: 1000 };

const said = (description: string) => ({
  title: 'a mapping of `en` and `ru`',
  description,
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: { en: sentence, ru: sentence },
});

const lot = {
  title: 'a mapping of `wallet`, `points`, `partner`, `available`, `expires` and `awaits`',
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    wallet: text('a wallet'),
    points: whole,
    partner: { ...text('a partner'), description: 'Who funds it; `none` for the programme itself.' },
    available: moment('When the points can be spent.'),
    expires: {
      title: '`never`, a day or an instant such as 2027-01-01 or 2027-01-01T00:00',
      description: 'At this instant it is over.',
      type: 'string',
      pattern: `^never$|${moment('').pattern}`,
    },
    awaits: { ...text('an action'), description: 'The action that makes the points available.' },
  },
};

const why = {
  title: 'a condition, or a mapping of `condition`, `needed`, `found`, `en` and `ru`',
  anyOf: [
    text('a condition'),
    {
      title: 'a mapping of `condition`, `needed`, `found`, `en` and `ru`',
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      properties: { condition: text('a condition'), needed: sentence, found: sentence, en: sentence, ru: sentence },
    },
  ],
};

const referral = {
  title: 'a mapping of `inviter` and `friend`, or why it does not qualify',
  description: 'What both get for it; or the condition that it fails: `first`, `within` or `spentAtLeast`.',
  anyOf: [
    text('a condition'),
    {
      title: 'a mapping of `inviter` and `friend`',
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      properties: { inviter: whole, friend: whole },
    },
  ],
};

/** One thing that happens to one member, and what is to come of it. */
export const step = {
  title: 'a step',
  type: 'object',
  additionalProperties: false,
  required: ['at'],
  properties: {
    at: moment('When it happens; a day alone is its noon. Without an offset by the clocks of the programme.'),
    member: { ...text('a name'), description: 'Whoever it is; the same name is the same member.' },

    lines: { title: 'a list of lines', type: 'array', minItems: 1, maxItems: 5000, items: line },
    purchase: { ...text('a name'), description: 'What later steps call this purchase.' },
    quoted: { type: 'boolean', description: 'It is only asked what it would earn; nothing is kept.' },
    store: text('a store'),
    channel: text('a channel'),
    currency: { title: 'an ISO 4217 currency such as EUR', type: 'string', pattern: '^[A-Z]{3}$' },
    taxIncluded: { type: 'boolean' },
    paidWith: {
      title: 'a mapping of `card`, `cash`, `gift_card` and `points` to sums',
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      properties: { card: money, cash: money, gift_card: money, points: money },
    },
    paused: texts('a list of campaigns', 'a campaign'),

    return: { ...text('a purchase'), description: 'The purchase that comes back; all that is left of it.' },
    units: mapping(
      'a mapping of lines to quantities',
      'By SKU or number of the line: how much of it comes back.',
      parts.decimal('a quantity, such as 1 or 0.350'),
    ),
    action: text('an action'),
    about: { ...text('a purchase'), description: 'Whose points wait for this action.' },
    redeems: points('By wallet: what the member spends.', { title: 'a whole number', type: 'integer', minimum: 1 }),

    earns: points('By wallet: all that it earns; a wallet that is not named earns nothing.'),
    offers: points('By offer: what it gives. Offers that are not named are not looked at.'),
    trimmed: points('By offer: what its bounds take from it.'),
    lots: { title: 'a list of lots', description: 'All of its lots, in order.', type: 'array', items: lot },
    explains: mapping('a mapping of offers to texts', 'By offer: what a statement says of it.', said('')),
    why: mapping('a mapping of offers to conditions', 'By offer: why it gave nothing.', why),
    discounts: mapping(
      'a mapping of discounts to sums',
      'By discount: what the till is to take off these lines; one that is not named takes nothing.',
      money,
    ),
    referral,
    enrols: { type: 'boolean', description: 'Whether it makes someone unknown a member.' },
    takes: points('By wallet: all that leaves the account.'),
    releases: points('By wallet: what had waited for the action.'),
    refused: { type: 'boolean', description: 'Whether there are too few points.' },

    tier: { ...text('a tier'), description: 'Afterwards; `none` for no tier.' },
    rewards: texts('a list of rewards', 'a reward'),
    says: said('What the member is told of the tier, sentence by sentence.'),
    segments: texts('a list of segments', 'a segment'),
    balances: points('By wallet: what can be spent afterwards.', signed),
    pending: points('By wallet: what is not available yet.'),
    shortfall: points('By wallet: what returns could not take back.'),
  },
} as const;
