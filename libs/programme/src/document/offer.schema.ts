import { textsSchema } from '../text/texts.schema.js';
import * as parts from './schema-parts.js';

export const filter = {
  title: 'a mapping of `stores`, `channels`, `times`, `tiers`, `segments` and `birthday`',
  description: 'What a purchase must be; all that stands here must hold.',
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    stores: parts.codes('Stores or patterns of them.'),
    channels: parts.codes('Channels or patterns of them.'),
    times: {
      title: 'a list of times of the week',
      description: 'By the clocks of the store, else of the programme. One of them is enough.',
      type: 'array',
      minItems: 1,
      items: {
        title: 'a mapping of `days`, `from` and `until`',
        type: 'object',
        additionalProperties: false,
        minProperties: 1,
        properties: {
          days: {
            title: 'a list of days',
            type: 'array',
            minItems: 1,
            uniqueItems: true,
            items: { enum: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] },
          },
          from: parts.timeOfDay('Absent: from 00:00.'),
          until: parts.timeOfDay(
            'It is over at this minute. Absent: until midnight; at or before `from`: the next day.',
          ),
        },
      },
    },
    tiers: parts.ids('The tiers of the member, one of which is enough.'),
    segments: parts.ids('Segments, one of which is enough.'),
    birthday: { enum: ['day', 'week', 'month'], description: 'The day, week or month of the member’s birthday.' },
  },
};

const give = {
  title: 'a mapping of `multiply` or `points`',
  description:
    'What it gives. `multiply` alone, or `points` with one of `per`, `perUnits`, `spentAtLeast` and `everyNth`; `points` alone are for every purchase.',
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    multiply: {
      ...parts.decimal('a factor above 1 with up to 4 decimals, such as 1.25'),
      description: 'Times the base earn of the lines: what it gives is the difference.',
    },
    compound: {
      type: 'boolean',
      default: false,
      description: 'Multiplies what the multipliers before it have made, too.',
    },
    points: parts.points('The points of a bonus.'),
    per: { ...parts.decimal('a sum of the main currency, such as 1.00'), description: 'For each such sum.' },
    perUnits: { ...parts.decimal('a quantity, such as 1 or 0.5'), description: 'For each such quantity of the lines.' },
    spentAtLeast: {
      ...parts.decimal('a sum of the main currency, such as 50.00'),
      description: 'Once, from this sum of the lines on. With `everyNth`: what a purchase must come to, to be counted.',
    },
    everyNth: {
      title: 'a whole number from 2 to 100',
      description: 'For every so-manieth purchase. Purchases that counted for one bonus do not count again.',
      type: 'integer',
      minimum: 2,
      maximum: 100,
    },
    within: {
      title: '`day`, `week`, `month`, `year`, or an ISO 8601 duration such as P30D',
      description: 'With `everyNth`: the calendar period, or the time back, in which all of them must lie.',
      anyOf: [{ enum: ['day', 'week', 'month', 'year'] }, { type: 'string', pattern: parts.DURATION_PATTERN }],
    },
    rounding: parts.rounding('Of `per` and `perUnits`. Multipliers are rounded as the base rule is.'),
    basis: parts.basis('The money that counts; as the base rule says, where nothing stands here.'),
  },
};

/** A rule that changes what a purchase earns. */
export const offer = {
  title: 'an offer',
  type: 'object',
  additionalProperties: false,
  required: ['id', 'give'],
  properties: {
    id: { ...parts.id, description: 'Its name in explanations and counters. Never changes.' },
    text: textsSchema('As a receipt says it.', 200),
    wallet: { ...parts.id, description: 'May be left out where there is one wallet.' },
    give,
    lines: {
      title: 'a mapping of `include`, `exclude`, `kinds`, `unitPriceAbove` and `when`',
      description: 'The lines that it looks at, of those that the base rule of its wallet looks at.',
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      properties: {
        ...parts.lineFilter,
        when: parts.condition('Asked of each of these lines, such as line.amount >= 5.00.'),
      },
    },
    only: filter,
    when: parts.condition('What must hold besides, in CEL, such as purchase.total >= 50.00.'),
    from: parts.date('The first day.'),
    until: parts.date('The last day: it is over when the next begins, in the zone of the programme.'),
    caps: parts.caps('What it gives at most; what is beyond is trimmed.'),
    uses: parts.uses,
    budget: parts.budget('Points for all members together.'),
    campaign: { ...parts.id, description: 'A campaign whose caps, budget and period hold too.' },
    group: { ...parts.id, description: 'Of the offers of one group the best for the member counts.' },
    expiry: parts.asTheWallet(parts.expiry),
    pending: parts.asTheWallet(parts.pending),
    partner: { ...parts.id, description: 'Who funds it; one of `partners`.' },
    countsTowardsTier: {
      type: 'boolean',
      default: false,
      description: 'Whether its points count towards tiers, as those of the base rule do.',
    },
  },
};

/** Points for something that is no purchase. */
export const action = {
  title: 'an action that earns',
  type: 'object',
  additionalProperties: false,
  required: ['id', 'on', 'points'],
  properties: {
    id: { ...parts.id, description: 'Its name in explanations and counters. Never changes.' },
    on: { ...parts.id, description: 'What is reported, such as joined, birthday, review, referral, survey.' },
    text: textsSchema('As a receipt says it.', 200),
    wallet: { ...parts.id, description: 'May be left out where there is one wallet.' },
    points: parts.points('What it gives.'),
    from: parts.date('The first day.'),
    until: parts.date('The last day.'),
    caps: parts.caps('What it gives at most; what is beyond is trimmed.'),
    uses: parts.uses,
    budget: parts.budget('Points for all members together.'),
    expiry: parts.asTheWallet(parts.expiry),
    pending: parts.asTheWallet(parts.pending),
    partner: { ...parts.id, description: 'Who funds it; one of `partners`.' },
  },
};

export const campaign = {
  title: 'a campaign',
  description: 'Bounds that several offers share.',
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    from: parts.date('The first day.'),
    until: parts.date('The last day.'),
    caps: parts.caps('What its offers give at most, together.'),
    budget: parts.budget('Points for all members and all of its offers together.'),
  },
};
