import { answerOf, listOf, nullable } from '@loyalty/service-host';

const text = { type: 'string' };
const instant = { type: 'string', format: 'date-time' };
const points = { type: 'integer', description: 'Points; never more than 2^53 − 1.' };
const repeated = { type: 'boolean', description: 'Whether this is the first answer, given again.' };
const walletPoints = listOf(answerOf({ wallet: text, points }));

const money = answerOf({ amount: text, currency: text });
const fulfilment = answerOf(
  { status: { enum: ['ordered', 'shipped', 'delivered', 'failed', 'returned'] }, at: instant, actor: text },
  { reason: text },
);
const reward = answerOf(
  { id: text, version: { type: 'integer' }, kind: text },
  {
    voucher: {
      ...answerOf({ id: text }, { code: text }),
      description: 'What proves it; the code is shown to whoever authorises or captures.',
    },
    money: { ...money, description: 'Paid besides the points, in the shop.' },
    fulfilment,
  },
);

const redemption = answerOf(
  {
    id: text,
    source: text,
    externalId: text,
    status: {
      enum: ['in_review', 'authorised', 'captured', 'voided', 'lapsed', 'refunded'],
      description: 'At present, also where the rest is a first answer given again.',
    },
    points: { ...walletPoints, description: 'What was asked for.' },
    authorisedAt: instant,
    lapsesAt: { ...nullable(instant), description: 'Null where nothing was set aside, but spent at once.' },
  },
  {
    order: text,
    partner: { ...text, description: 'Where the points are spent; absent: at the programme’s own.' },
    review: { ...answerOf({ id: text }), description: 'What held it, or holds it, until a person decided.' },
    reward: { ...reward, description: 'What the points buy, at its price of then.' },
    worth: {
      ...answerOf({ amount: text, currency: text, rate: answerOf({ points, pay: text, rounding: text }) }),
      description: 'What the points pay of an order, by the rate that was frozen when they were authorised.',
    },
    pays: {
      ...answerOf({ purchase: text, amount: text, currency: text }),
      description: 'The purchase that they paid; they come back with what is returned of it.',
    },
    lapsedAt: instant,
    voidedAt: instant,
    capturedAt: instant,
    captured: walletPoints,
    released: { ...walletPoints, description: 'What had been set aside and was not captured.' },
    refunded: walletPoints,
  },
);

const answer = {
  redemption,
  account: answerOf({ id: text, version: { type: 'integer' } }),
  balance: listOf(answerOf({ wallet: text, available: points, held: points, pending: points })),
  repeated,
};

export const redemptionAnswer = { title: 'RedemptionAnswer', ...answerOf(answer) };

export const refundAnswer = {
  title: 'RedemptionRefundAnswer',
  ...answerOf({
    ...answer,
    givenBack: {
      ...listOf(answerOf({ wallet: text, points, lot: text, expiresAt: nullable(instant) })),
      description: 'The lots to which the points went back, with their expiry.',
    },
  }),
};

export const voidAnswer = {
  title: 'RedemptionVoidAnswer',
  anyOf: [answerOf(answer), answerOf({ status: { const: 'waiting' }, repeated })],
};

export const fulfilmentAnswer = { title: 'FulfilmentAnswer', ...answerOf({ redemption, repeated }) };

export const redemptionView = {
  title: 'RedemptionView',
  ...answerOf({ redemption, programme: text, member: answerOf({ id: text }), account: answerOf({ id: text }) }),
};
