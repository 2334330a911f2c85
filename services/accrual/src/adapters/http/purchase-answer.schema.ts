import { answerOf, listOf, nullable } from '@loyalty/service-host';
import * as parts from './answer-parts.schema.js';
import { returnAnswer } from './return-answer.schema.js';

const { text, instant, points, money, repeated } = parts;

const earned = {
  account: parts.account,
  earned: listOf(
    answerOf(
      { wallet: text, points, lot: text, availableAt: nullable(instant), expiresAt: nullable(instant) },
      { awaits: { type: 'string', description: 'The action that makes it available.' }, partner: text },
    ),
  ),
  balance: parts.balance,
  totals: listOf(answerOf({ wallet: text, earned: points })),
  receiptText: listOf(text),
  explanation: listOf(
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
  ),
};

/** A person decides about its points first; if nobody does, they are available at `lapsesAt`. */
const review = answerOf({ id: text, lapsesAt: instant });

/** The answer that a till prints from. */
export const purchaseAnswer = {
  title: 'PurchaseAnswer',
  ...answerOf(
    { purchase: parts.purchaseName, ...earned, repeated },
    {
      paidWithPoints: parts.paidWithPoints,
      discountCards: parts.discountCards,
      returns: listOf(returnAnswer),
      status: { const: 'voided' },
      voidedAt: instant,
      review,
    },
  ),
};

export const claimAnswer = {
  title: 'ClaimAnswer',
  ...answerOf({ purchase: parts.purchaseName, ...earned, repeated }, { discountCards: parts.discountCards }),
};

export const actionAnswer = {
  title: 'ActionAnswer',
  ...answerOf({
    action: answerOf({ id: text, source: text, externalId: text, action: text }),
    ...earned,
    released: listOf(answerOf({ lot: text, points })),
    repeated,
  }),
};

/** The key of who voided it, and why; absent where no reason was given. */
const voidedBy = answerOf({ actor: text, reason: text });

export const voidAnswer = {
  title: 'VoidAnswer',
  anyOf: [
    answerOf(
      {
        purchase: parts.purchaseName,
        status: { const: 'voided' },
        voidedAt: instant,
        account: parts.account,
        givenBack: parts.givenBack,
        takenBack: parts.takenBack,
        refund: parts.refund,
        balance: parts.balance,
        repeated,
      },
      { voidedBy },
    ),
    answerOf({ status: { const: 'waiting' }, repeated }),
  ],
};

/** A purchase as it stands now. */
export const purchaseView = {
  title: 'PurchaseView',
  ...answerOf(
    {
      purchase: parts.purchaseName,
      programme: text,
      status: { enum: ['recorded', 'voided'] },
      occurredAt: instant,
      member: nullable(answerOf({ id: text })),
      currency: text,
      taxIncluded: { type: 'boolean' },
      total: money,
      lines: listOf(
        answerOf(
          {
            id: text,
            sku: text,
            quantity: text,
            amount: money,
            discount: money,
            tax: money,
            kind: text,
            categories: listOf(text),
            returned: text,
          },
          { gtin: text },
        ),
      ),
      payments: listOf(answerOf({ kind: text, amount: money }, { redemption: text, wallet: text, points })),
      ...earned,
    },
    {
      discountCards: parts.discountCards,
      voidedAt: instant,
      voidedBy,
      review,
      store: text,
      channel: text,
      receipt: answerOf({ number: text }, { terminal: text }),
    },
  ),
};
