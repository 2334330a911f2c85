import { answerOf, listOf, nullable } from '@loyalty/service-host';

const text = { type: 'string' };
const instant = { type: 'string', format: 'date-time' };

const payout = answerOf({
  id: { ...text, description: 'Of its redemption, too; the provider knows the payout by it.' },
  programme: text,
  member: answerOf({ id: text }),
  reward: answerOf({ id: text }),
  status: {
    enum: ['awaiting_approval', 'requested', 'sent', 'accepted', 'settled', 'failed', 'refused', 'voided', 'lapsed'],
    description: '`sent`: it may have been paid, and the provider is asked. `accepted`: the provider has it.',
  },
  points: answerOf({ wallet: text, points: { type: 'integer' } }),
  amount: text,
  currency: text,
  requestedBy: { ...text, description: 'The key of whoever asked for it.' },
  requestedAt: instant,
  approveBy: { ...nullable(instant), description: 'Until when a second person may approve it; null: nobody needs to.' },
  approvedBy: nullable(text),
  sentAt: nullable(instant),
  endedAt: nullable(instant),
  reference: { ...nullable(text), description: 'What the provider calls it.' },
  cause: { ...nullable(text), description: 'Why it was not paid, in the provider’s or the second person’s words.' },
});

export const payoutAnswer = {
  title: 'PayoutAnswer',
  ...answerOf({ payout, repeated: { type: 'boolean', description: 'Whether it was so before.' } }),
};
export const payoutView = { title: 'PayoutView', ...answerOf({ payout }) };
export const payoutList = { title: 'PayoutList', ...answerOf({ items: listOf(payout), next: nullable(text) }) };
export const callbackAnswer = { title: 'PayoutCallbackAnswer', ...answerOf({ received: { const: true } }) };
export const payoutFile = {
  type: 'string',
  description: 'CSV: the names of the columns, then a line for each payout.',
};
