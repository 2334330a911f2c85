import { answerOf, listOf, nullable } from '@loyalty/service-host';
import * as parts from './answer-parts.schema.js';

const { text, points, money } = parts;

/** What was given back, and what was taken back for it. */
export const returnAnswer = {
  title: 'ReturnAnswer',
  ...answerOf({
    return: answerOf({ id: text }),
    status: { enum: ['applied', 'waiting'], description: 'A return that came before its purchase waits for it.' },
    account: parts.account,
    takenBack: parts.takenBack,
    matched: listOf(
      answerOf(
        { purchase: text, line: text, quantity: text, amount: money, points },
        { wallets: listOf(answerOf({ wallet: text, points })) },
      ),
    ),
    unmatched: listOf(answerOf({}, { line: text, sku: text, quantity: text, amount: money })),
    givenBack: listOf(answerOf({ wallet: text, points, redemption: nullable(text) })),
    refund: parts.refund,
    balance: parts.balance,
    repeated: parts.repeated,
  }),
};
