import { tiersSchema, type TiersDocument } from '../tiers.schema.js';

/** The shape of a story: what marketers write to say what their tiers should do. Decimals are read from the text. */
export interface StoryDocument {
  readonly currency?: string;
  readonly timeZone: string;
  readonly tiers: TiersDocument;
  readonly joined: string;
  readonly history: readonly DeedDocument[];
  readonly then: readonly ExpectationDocument[];
  readonly steps?: readonly string[];
}

export type DeedDocument = PurchaseDocument | ReturnDocument;

interface CountedDocument {
  readonly at: string;
  readonly points?: number;
  readonly spend?: unknown;
  readonly visits?: number;
}

export interface PurchaseDocument extends CountedDocument {
  readonly purchase: string;
  readonly rewardedBy?: string;
}

export interface ReturnDocument extends CountedDocument {
  readonly return: string;
}

export interface ExpectationDocument {
  readonly at: string;
  readonly tier?: string;
  readonly says?: { readonly en?: readonly string[]; readonly ru?: readonly string[] };
  readonly next?: string;
  readonly missing?: Readonly<Record<string, unknown>>;
  readonly toStay?: Readonly<Record<string, unknown>>;
  readonly fallsOn?: string;
  readonly fallsTo?: string;
}

const moment = (description: string) => ({
  title: 'a day such as 2026-05-01, or an hour of it such as 2026-05-01T18:30',
  description: `${description} By the clocks of \`timeZone\`; a day alone is its noon.`,
  type: 'string',
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{3})?)?)?$',
});

const word = (description: string) => ({ title: 'a text', description, type: 'string', minLength: 1, maxLength: 100 });

const whole = { title: 'a whole number', type: 'integer', minimum: 0, maximum: 1_000_000_000 };

const counts = {
  points: { ...whole, description: 'Points of the base rule.' },
  spend: {
    title: 'a sum of the currency, such as 12.50',
    type: ['string', 'number'],
    pattern: '^[0-9]{1,15}(\\.[0-9]{1,6})?$',
  },
  visits: whole,
};

const needs = (description: string) => ({
  title: 'a mapping of `points`, `spend` and `visits`',
  description,
  type: 'object',
  additionalProperties: false,
  properties: counts,
});

const sentences = { title: 'a list of sentences', type: 'array', items: word('A sentence.') };

export const storySchema = {
  title: 'a story of tiers',
  type: 'object',
  additionalProperties: false,
  required: ['timeZone', 'tiers', 'joined', 'history', 'then'],
  properties: {
    currency: { title: 'an ISO 4217 currency such as EUR', type: 'string', pattern: '^[A-Z]{3}$', default: 'EUR' },
    timeZone: { title: 'an IANA time zone such as Europe/Berlin', type: 'string', minLength: 1 },
    tiers: tiersSchema,
    joined: moment('When the member joined.'),
    history: {
      title: 'a list of purchases and returns',
      description: 'In the order in which they arrived, which need not be that in which they happened.',
      type: 'array',
      items: {
        title: 'a purchase or a return',
        type: 'object',
        additionalProperties: false,
        required: ['at'],
        properties: {
          purchase: word('A name for the purchase. A visit, unless `visits` says otherwise.'),
          return: word('The purchase that comes back; all that is left of it, where nothing else is said.'),
          at: moment('When it happened.'),
          ...counts,
          rewardedBy: word('The tier that is to reward this purchase.'),
        },
        if: { type: 'object', required: ['return'] },
        then: {
          type: 'object',
          properties: {
            purchase: { not: {}, title: 'a purchase or a return' },
            rewardedBy: { not: {}, title: 'no reward of a return' },
          },
        },
        else: { type: 'object', required: ['purchase'] },
      },
    },
    then: {
      title: 'a list of what is to be true',
      type: 'array',
      items: {
        title: 'what is to be true',
        type: 'object',
        additionalProperties: false,
        required: ['at'],
        minProperties: 2,
        properties: {
          at: moment('When one looks, after all of the history has arrived.'),
          tier: word('The tier; `none` for no tier.'),
          next: word('The next tier; `none` at the top.'),
          missing: needs('What is missing for it.'),
          toStay: needs('What is missing to keep the tier.'),
          fallsOn: moment('When it is lost if nothing more is bought.'),
          fallsTo: word('To which tier.'),
          says: {
            title: 'a mapping of `en` and `ru`',
            description: 'What the member is told.',
            type: 'object',
            additionalProperties: false,
            minProperties: 1,
            properties: { en: sentences, ru: sentences },
          },
        },
      },
    },
    steps: {
      title: 'a list of events such as `2026-05-01 silver reached_at_once`',
      description: 'All that happened to the tier until the last day of `then`.',
      type: 'array',
      items: word('The day, the tier, and why.'),
    },
  },
} as const;
