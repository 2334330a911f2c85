/** What the doors of payouts answer, and those through which their provider speaks. */
export const payoutProblemCodes = {
  payout_not_found: {
    status: 404,
    title: 'There is no such payout',
    doc: 'None has this id.',
  },
  payout_under_way: {
    status: 409,
    title: 'The money is on its way',
    doc: '`payout` says how it stands. The points of a payout are captured and voided by what its provider says, and never refunded; before it is sent it may be voided.',
  },
  reward_is_paid_out: {
    status: 409,
    title: 'The reward is paid out as money',
    doc: 'Ask for it by `POST /v1/payouts`, which says where the money goes.',
  },
  reward_is_no_payout: {
    status: 409,
    title: 'The reward is not paid out as money',
    doc: 'Ask for it by `POST /v1/redemptions`.',
  },
  approval_not_awaited: {
    status: 409,
    title: 'Nobody’s approval is awaited',
    doc: '`payout` says how it stands.',
  },
  second_person_needed: {
    status: 409,
    title: 'Whoever asked for a payout cannot decide on it',
    doc: 'Another person approves or refuses it, with another key.',
  },
  payout_not_whole: {
    status: 409,
    title: 'The points are no whole multiple of the price',
    doc: '`points` were asked for; of `wallet`, `step` points or as often as many are paid out. Nothing is rounded.',
  },
  payout_below_minimum: {
    status: 409,
    title: 'The amount is too small to be paid out',
    doc: '`amount` is what the points are worth, `minimum` the least, in `currency`.',
  },
  payout_above_maximum: {
    status: 409,
    title: 'The amount is too large to be paid out at once',
    doc: '`amount` is what the points are worth, `maximum` the most, in `currency`.',
  },
  payout_limit_reached: {
    status: 409,
    title: 'The member would be paid more than they may within the time',
    doc: '`taken` of `limit` within `per` was paid or is on its way, `left` is left, `amount` was asked for, in `currency`; `againAt` says when the oldest of it no longer counts.',
  },
  callback_not_signed: {
    status: 401,
    title: 'The message is not signed by the payment provider',
    doc: '`webhook-signature` must be the HMAC of id, timestamp and body by a key that is set (`LOYALTY_PAYOUT_KEY`, `LOYALTY_PAYOUT_KEY_BEFORE`).',
  },
  callback_stale: {
    status: 401,
    title: 'The message was signed too long ago, or ahead of time',
    doc: '`webhook-timestamp` must be within five minutes of now; sign it anew.',
  },
} as const;
