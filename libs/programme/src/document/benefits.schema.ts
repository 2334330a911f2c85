import { textsSchema } from '../text/texts.schema.js';
import { filter } from './offer.schema.js';
import * as parts from './schema-parts.js';

const percent = parts.decimal('a percentage above 0 and up to 100 with up to 2 decimals, such as 5 or 7.5');

/** A percentage off the price. */
export const discount = {
  title: 'a discount',
  type: 'object',
  additionalProperties: false,
  required: ['id'],
  properties: {
    id: { ...parts.id, description: 'Its name on receipts. Never changes.' },
    text: textsSchema('As a receipt says it.', 200),
    percent: { ...percent, description: 'Off the lines, for whomever it is.' },
    steps: {
      title: 'a list of `spentAtLeast` and `percent`',
      description: 'A card that grows by what was spent and kept before the purchase, the lowest step first.',
      type: 'array',
      minItems: 1,
      maxItems: 50,
      items: {
        title: 'a mapping of `spentAtLeast` and `percent`',
        type: 'object',
        additionalProperties: false,
        required: ['spentAtLeast', 'percent'],
        properties: { spentAtLeast: parts.decimal('a sum of the main currency, such as 1000.00'), percent },
      },
    },
    rounding: parts.rounding('Of the discount of a purchase as a whole, before it is spread over the lines.'),
    lines: {
      title: 'a mapping of `include`, `exclude`, `kinds`, `unitPriceAbove` and `when`',
      description: 'The lines that it is for.',
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      properties: { ...parts.lineFilter, when: parts.condition('Asked of each of these lines, in CEL.') },
    },
    only: filter,
    when: parts.condition('What must hold besides, in CEL.'),
    from: parts.date('The first day.'),
    until: parts.date('The last day.'),
  },
};

const referred = (description: string) => ({
  title: 'a mapping of `points` and their terms',
  description,
  type: 'object',
  additionalProperties: false,
  required: ['points'],
  properties: {
    points: parts.points('What it gives.'),
    text: textsSchema('As a receipt says it.', 200),
    wallet: { ...parts.id, description: 'May be left out where there is one wallet.' },
    caps: parts.caps('What it gives at most; what is beyond is trimmed.'),
    uses: parts.uses,
    budget: parts.budget('Points for all members together.'),
    expiry: parts.asTheWallet(parts.expiry),
    pending: parts.asTheWallet(parts.pending),
    partner: { ...parts.id, description: 'Who funds it; one of `partners`.' },
  },
});

/** What an invitation brings. */
export const referral = {
  title: 'a mapping of `inviter`, `friend` and `qualifies`',
  description: 'Points for both when someone who was invited buys for the first time.',
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    inviter: referred('What the member gets who invited.'),
    friend: referred('What the member gets who was invited.'),
    qualifies: {
      title: 'a mapping of `spentAtLeast`, `within` and `lines`',
      description:
        'What the first purchase that is kept must be. Both bonuses go back whole once what is kept of it is less.',
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      properties: {
        spentAtLeast: {
          ...parts.decimal('a sum of the main currency, such as 30.00'),
          description: 'At least; without what points paid. Absent: anything that was paid for.',
        },
        within: parts.duration('After the friend joined. Absent: at any time.'),
        lines: {
          title: 'a mapping of `include`, `exclude`, `kinds` and `unitPriceAbove`',
          description: 'The lines that count. By default those of the base rule.',
          type: 'object',
          additionalProperties: false,
          minProperties: 1,
          properties: parts.lineFilter,
        },
      },
    },
  },
};
