import { answerOf, listOf, nullable } from '@loyalty/service-host';
import * as parts from './answer-parts.schema.js';

const { text, instant, points, money } = parts;

export const notEarned = listOf(answerOf({ offer: text, condition: text, found: text, needed: text, text }));

const explanation = listOf(
  answerOf(
    { offer: text, version: { type: 'integer' }, wallet: text, points, lines: listOf(text), text },
    {
      basis: money,
      multiplier: text,
      trimmed: answerOf({ points, by: text }),
      qualifiedBy: listOf(text),
      seen: listOf(answerOf({ fact: text, value: text })),
    },
  ),
);

const numberOrMoney = { anyOf: [points, money] };
const count = { anyOf: [{ type: 'integer' }, { type: 'string' }] };

/** As a till shows it. */
const tier = {
  id: nullable({ type: 'string', description: 'Null: no tier yet.' }),
  until: nullable({ ...instant, description: 'When it is lost if nothing more is bought; null: never.' }),
  progress: { ...count, description: 'Of the first of points, spend and visits that the ladder asks for.' },
  next: nullable(answerOf({ id: nullable(text), needed: count })),
};

const earned = listOf(
  answerOf(
    {
      wallet: text,
      points,
      availableAt: nullable(instant),
      expiresAt: nullable(instant),
      lines: listOf(answerOf({ line: text, points })),
    },
    { awaits: { type: 'string', description: 'The action that makes it available.' }, partner: text },
  ),
);

const side = nullable(answerOf({ earned, explanation }));

/** Of a friend's first purchase. */
const referral = {
  ...answerOf({
    friend: { ...side, description: 'What the buyer would get besides; null: nothing.' },
    inviter: { ...side, description: 'What who invited them would get; null: nothing.' },
    notEarned: listOf(answerOf({ condition: text, found: text, needed: text, text })),
  }),
  description: 'Only where the buyer was invited: what this purchase would bring to both, beside what it earns.',
};

const quote = answerOf(
  {
    programme: answerOf({ id: text, version: { type: 'integer' } }),
    account: parts.account,
    earned,
    totals: listOf(answerOf({ wallet: text, earned: points })),
    discounts: listOf(answerOf({ line: text, offer: text, percent: text, amount: money, text })),
    discountCards: parts.discountCards,
    explanation,
    notEarned,
    redeemable: listOf(
      answerOf(
        { wallet: text, points: { ...points, description: 'What could be spent on it now.' } },
        {
          amount: { ...money, description: 'What they would pay, where the programme says what points pay.' },
          currency: text,
          available: points,
          most: { ...money, description: 'The greatest part of the basket that points may pay.' },
          rate: answerOf({ points, pay: money, rounding: text }),
          reason: answerOf({ code: text }, { found: numberOrMoney, needed: numberOrMoney }),
          text,
        },
      ),
    ),
    tier: nullable(answerOf({ ...tier, after: answerOf(tier) })),
  },
  { referral },
);

const membership = answerOf({
  id: text,
  name: text,
  rewards: listOf(
    answerOf({
      currency: answerOf({ name: text, code: text }),
      earning_forecast: answerOf({
        amount: points,
        breakdown: listOf(answerOf({ id: text, amount: points, description: text })),
      }),
    }),
  ),
  provisional: { type: 'boolean' },
});

/** In our own shape, or in that of the Universal Commerce Protocol. */
export const quoteAnswer = {
  title: 'QuoteAnswer',
  anyOf: [quote, answerOf({ loyalty: { type: 'object', additionalProperties: membership } })],
};

export const whyAnswer = {
  title: 'WhyAnswer',
  ...answerOf({
    purchase: parts.purchaseName,
    programme: answerOf({ id: text, version: { type: 'integer' } }),
    notEarned,
  }),
};
