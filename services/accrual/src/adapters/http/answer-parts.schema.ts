import { answerOf, listOf, nullable } from '@loyalty/service-host';

/** What the answers of these doors have in common. */

export const text = { type: 'string' };
export const instant = { type: 'string', format: 'date-time' };
export const points = { type: 'integer', description: 'Points; never more than 2^53 − 1.' };
export const money = { type: 'string', description: 'A decimal.' };
export const repeated = { type: 'boolean', description: 'Whether this is the first answer, given again.' };

export const purchaseName = answerOf({ id: text, source: text, externalId: text });
export const account = nullable(answerOf({ id: text, version: { type: 'integer' } }));
export const balance = listOf(answerOf({ wallet: text, available: points, held: points, pending: points }));
export const takenBack = listOf(answerOf({ wallet: text, points, shortfall: points }));
/** Points that had paid for what went back. */
export const givenBack = listOf(answerOf({ wallet: text, points, redemption: text }));
/** What points paid of a purchase, and what each line bears of it. */
export const paidWithPoints = listOf(
  answerOf({
    redemption: text,
    wallet: text,
    points,
    amount: money,
    currency: text,
    lines: listOf(answerOf({ line: text, points, amount: money })),
  }),
);
export const refund = listOf(answerOf({ kind: text, amount: money, currency: text }));

const step = { percent: text, spentAtLeast: money, missing: money };
/** Discounts that grow by what was spent and kept. */
export const discountCards = listOf(
  answerOf({
    offer: text,
    text,
    percent: nullable({ ...text, description: 'What the next purchase gets; null below the first step.' }),
    currency: text,
    spent: money,
    next: nullable(answerOf(step)),
  }),
);
