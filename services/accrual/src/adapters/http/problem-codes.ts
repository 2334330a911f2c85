import { defineProblemCodes } from '@loyalty/service-host';
import { programmeProblemCodes } from './programme-problem-codes.js';

/** What the doors of accrual answer besides what every service does. */
export const accrualProblemCodes = defineProblemCodes('accrual', {
  unknown_currency: {
    status: 422,
    title: 'The programme does not take this currency',
    doc: '`errors` names the currencies that it takes; there are no live exchange rates.',
  },
  total_does_not_match_lines: {
    status: 422,
    title: 'The total is not what the lines sum to',
    doc: '`errors` says the sum of the lines’ amounts, plus tax where prices do not contain it.',
  },
  payments_do_not_match_total: {
    status: 422,
    title: 'The payments do not sum to the total',
    doc: '`errors` says what they should sum to.',
  },
  amount_below_zero: {
    status: 422,
    title: 'A line costs less than nothing',
    doc: 'A discount is greater than its line.',
  },
  quantity_not_positive: {
    status: 422,
    title: 'A quantity is not above zero',
    doc: 'What comes back is a return, not a negative quantity.',
  },
  too_many_decimals: {
    status: 422,
    title: 'An amount has more decimals than its currency',
    doc: 'Only `unitPrice` may be finer than the currency’s smallest coin.',
  },
  too_large: {
    status: 422,
    title: 'An amount is too large',
    doc: 'No purchase can be written exactly beyond this sum.',
  },
  duplicate_line: { status: 422, title: 'Two lines have the same id', doc: 'Give every line an id of its own.' },
  occurred_in_future: {
    status: 422,
    title: 'It lies in the future',
    doc: 'A till’s clock may be ahead by ten minutes, unless the programme says otherwise.',
  },
  programme_required: {
    status: 400,
    title: 'It could mean several programmes',
    doc: '`programmes` lists those that it could mean; name one in `programme`.',
  },
  programme_not_found: {
    status: 404,
    title: 'There is no such programme',
    doc: 'Programmes are listed by `GET /v1/programmes`.',
  },
  purchase_in_review: {
    status: 409,
    title: 'The points of the purchase are held for review',
    doc: 'Its points wait for this action, and for a person: send the action again when `review` is over, at `lapsesAt` at the latest.',
  },
  member_not_found: {
    status: 404,
    title: 'There is no such member',
    doc: 'No member has this id or, where one is looked up, this identity. A purchase of a card that nobody has yet is no error.',
  },
  purchase_not_found: {
    status: 404,
    title: 'There is no such purchase',
    doc: 'An id of ours always exists; by `source` and `externalId` a return or a void would wait for its purchase.',
  },
  purchase_voided: {
    status: 409,
    title: 'The purchase was voided',
    doc: '`voidedAt` says when; all that it earned went back then.',
  },
  purchase_already_claimed: {
    status: 409,
    title: 'The purchase is a member’s already',
    doc: 'A purchase is claimed once.',
  },
  purchase_of_another_member: {
    status: 409,
    title: 'The purchase is another member’s',
    doc: 'The return names a member, and the purchase that it names is not theirs.',
  },
  claimed_too_late: {
    status: 409,
    title: 'The purchase is too old to be claimed',
    doc: 'The programme’s `claimWithin` is over.',
  },
  receipt_already_used: {
    status: 409,
    title: 'This receipt is another member’s purchase',
    doc: '`first` is the purchase that has the receipt. If that was a mistake, void it: this frees the receipt.',
  },
  line_not_found: { status: 409, title: 'The purchase has no such line', doc: '`line` says which.' },
  more_than_bought: {
    status: 409,
    title: 'More would come back than was bought',
    doc: '`bought`, `alreadyReturned` and `asked` say how much, of what `unit` names; nothing was returned.',
  },
  redemption_required: {
    status: 422,
    title: 'A payment with points names no redemption',
    doc: '`payment` says which of the payments, counted from 0. The programme says what points pay, so it must be known which.',
  },
  redemption_not_found: {
    status: 404,
    title: 'There is no such redemption',
    doc: '`redemption` says which; its id stands in the answer of `POST /v1/redemptions`.',
  },
  redemption_of_another_programme: {
    status: 409,
    title: 'The redemption is another programme’s',
    doc: '`programme` says whose.',
  },
  redemption_of_another_member: {
    status: 409,
    title: 'The redemption is another member’s',
    doc: 'Whoever shares the account may pay with it; a purchase of nobody that is a member cannot be paid with points.',
  },
  redemption_not_captured: {
    status: 409,
    title: 'Nothing of the redemption was spent',
    doc: '`status` says how it stands: `authorised`, `voided` or `lapsed`. Capture it, then send the purchase.',
  },
  redemption_refunded: {
    status: 409,
    title: 'All of the redemption was given back',
    doc: 'None of its points can pay, or be given back again.',
  },
  redemption_used: {
    status: 409,
    title: 'The redemption has paid a purchase already',
    doc: '`purchase` says which.',
  },
  redemption_pays_nothing: {
    status: 409,
    title: 'The points of the redemption pay nothing of this purchase',
    doc: '`why`: `it_bought_a_reward`, `several_wallets` (one redemption for each), `no_rate` (the programme said nothing of them when they were authorised), `another_currency` (`currency` says which).',
  },
  points_below_minimum: {
    status: 409,
    title: 'So few points cannot pay',
    doc: '`points` and `needed` say how many there are and how many there must be at least.',
  },
  points_not_in_steps: {
    status: 409,
    title: 'Points pay in whole steps only',
    doc: '`points` is no multiple of `needed`.',
  },
  payment_is_not_its_worth: {
    status: 409,
    title: 'The payment is not what its points are worth',
    doc: '`points` are worth `worth` by the rate that was frozen when they were authorised; `amount` was sent.',
  },
  more_than_points_may_pay: {
    status: 409,
    title: 'Points may not pay so much of this purchase',
    doc: '`payable` is what the lines cost that points may pay for, `most` the greatest part of it, `asked` what they were to pay.',
  },
  account_not_found: { status: 404, title: 'There is no such account', doc: 'Accounts are listed with their member.' },
  account_of_another_programme: {
    status: 422,
    title: 'The other account is another programme’s',
    doc: 'Points stay in their programme; `programme` is the other account’s.',
  },
  receiver_erased: {
    status: 409,
    title: 'There is nobody any more to have it',
    doc: 'The member of the account in `to` was erased.',
  },
  transfer_to_itself: {
    status: 422,
    title: 'Both accounts are one',
    doc: 'Also where members have become one, or share a household, since.',
  },
  transfer_too_small: {
    status: 409,
    title: 'The programme lets nobody give so few points',
    doc: '`least` says how many at once; `transfers` of the programme.',
  },
  transfer_limit_reached: {
    status: 409,
    title: 'The programme lets nobody give so many points in this time',
    doc: '`max` a `period` (`day`, `month`), `given` already, `asked`; `again` says when as many can be given (null: never at once).',
  },
  velocity_limit_reached: {
    status: 409,
    title: 'It happens too often',
    doc: 'Of gifts. `limit` names the limit of the programme: `found` within `within` and `asked` are more than `max` (`measure`: `times`, or `points` of `wallet`); `againAt` says when it would be within it (null: never). With `after` only what came after a change of contact is counted, at `changedAt`.',
  },
  transfer_not_found: { status: 404, title: 'There is no such transfer', doc: 'The id stands in its answer.' },
  transfer_spent: {
    status: 409,
    title: 'Nothing of the transfer is there any more',
    doc: 'It was spent, has expired, is held or was given back already.',
  },
  transfer_in_review: {
    status: 409,
    title: 'The transfer is held for review',
    doc: 'Nothing was given yet, so there is nothing to give back: reject `review`, until `lapsesAt`.',
  },
  transfer_not_given: {
    status: 409,
    title: 'Nothing was given',
    doc: '`review` held it, and it was rejected, or nobody decided in time; its points are the giver’s.',
  },
  wallet_not_found: {
    status: 422,
    title: 'The programme has no such wallet',
    doc: '`wallets` lists those that it has.',
  },
  available_at_required: {
    status: 422,
    title: 'Nothing would ever release these points',
    doc: 'Points of `wallet` wait for `action` of their purchase, and an adjustment has none: say `availableAt`.',
  },
  insufficient_points: {
    status: 409,
    title: 'There are not enough points',
    doc: '`available` and `needed` say how many; `held` lists what is set aside. An adjustment may say `allowNegative`.',
  },
  too_many_points: {
    status: 409,
    title: 'The account would hold more than can be counted exactly',
    doc: 'A wallet holds at most 2^53 − 1 points.',
  },
  lot_expires_before_available: {
    status: 422,
    title: 'The points would expire before they are available',
    doc: 'Send an `expiresAt` after `availableAt`.',
  },
  points_not_positive: { status: 422, title: 'No points are to be moved', doc: 'Send a number other than zero.' },
  ...programmeProblemCodes,
});

export type AccrualProblemCode = keyof typeof accrualProblemCodes;
