import { answerOf, listOf, nullable } from '@loyalty/service-host';

const text = { type: 'string' };
const whole = { type: 'integer' };
const instant = { type: 'string', format: 'date-time' };
const money = { type: 'string', description: 'An exact decimal; what the partner owes, negative: what it is owed.' };
const side = {
  enum: ['issued', 'redeemed'],
  description: '`issued`: what became of the points of its account. `redeemed`: what was spent at it.',
};
const kind = {
  enum: ['issued', 'adjusted', 'reversed', 'burned', 'refunded', 'expired', 'repaid', 'transferred'],
};

const line = answerOf({
  side,
  kind,
  wallet: text,
  points: { ...whole, description: 'Signed.' },
  movements: whole,
  rate: { ...nullable(text), description: 'For one point; null: nobody pays for these.' },
  currency: nullable(text),
  money: nullable(money),
  correctionOf: {
    ...nullable(text),
    description: 'The month in which they happened, where that was closed before they were recorded.',
  },
});

const statement = {
  id: text,
  programme: text,
  partner: { ...nullable(text), description: 'Null: the programme itself.' },
  period: { ...text, description: 'A month in the zone of the programme, as 2026-03.' },
  timeZone: text,
  status: { enum: ['open', 'closed'] },
  wallets: listOf(answerOf({ wallet: text, opening: whole, closing: whole })),
  lines: listOf(line),
  totals: listOf(
    answerOf({
      currency: text,
      exact: money,
      due: { ...text, description: 'Without its sign, rounded half-up to minor units, once for the whole statement.' },
      payer: { enum: ['partner', 'programme'] },
    }),
  ),
  closed: nullable(answerOf({ at: instant, by: text, name: text, reason: text })),
  sha256: {
    ...nullable(text),
    description:
      'Of the bytes that were closed, which are this statement as JSON without `sha256`; null while it is open.',
  },
};

export const settlementAnswer = { title: 'Settlement', ...answerOf(statement) };
export const closeAnswer = { title: 'ClosedSettlement', ...answerOf({ ...statement, repeated: { type: 'boolean' } }) };
export const settlementsAnswer = {
  title: 'Settlements',
  ...answerOf({ items: listOf(answerOf(statement)), next: nullable(text) }),
};

export const settlementEntriesAnswer = {
  title: 'SettlementEntries',
  ...answerOf({
    items: listOf(
      answerOf({
        side,
        kind,
        account: text,
        version: { ...whole, description: 'Of the account: which of its entries it is.' },
        wallet: text,
        lot: nullable(text),
        points: whole,
        occurredAt: instant,
        recordedAt: instant,
        redemption: nullable(text),
      }),
    ),
    next: nullable(text),
  }),
};

export const csvAnswer = { title: 'SettlementCsv', type: 'string' };

const reason = {
  type: 'string',
  minLength: 1,
  maxLength: 500,
  pattern: '\\S',
  description: 'Why; stands in the statement.',
};
export const closeSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'SettlementClosing',
  type: 'object',
  additionalProperties: false,
  required: ['reason'],
  properties: { reason },
};
