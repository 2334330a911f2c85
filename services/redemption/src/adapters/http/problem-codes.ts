import { defineProblemCodes } from '@loyalty/service-host';
import { payoutProblemCodes } from './payout-problem-codes.js';
import { voucherProblemCodes } from './voucher-problem-codes.js';

/** What the doors of redemption answer besides what every service does. */
export const redemptionProblemCodes = defineProblemCodes('redemption', {
  insufficient_points: {
    status: 409,
    title: 'There are not enough points',
    doc: '`available` and `needed` say how many; `held` lists for which redemptions and orders points are set aside and until when, `pending` how many come when. An adjustment may say `allowNegative`.',
  },
  hold_lapsed: {
    status: 409,
    title: 'The points are no longer set aside',
    doc: '`lapsedAt` says since when they have been free again; authorise anew under another id.',
  },
  over_capture: {
    status: 409,
    title: 'More would be captured than was set aside',
    doc: '`held` and `needed` say how much, of which `wallet`; nothing was captured.',
  },
  redemption_captured: {
    status: 409,
    title: 'The redemption was captured',
    doc: '`capturedAt` and `captured` say when and how much. A capture of other points is refused; what was spent is given back by a refund, not by a void.',
  },
  redemption_voided: {
    status: 409,
    title: 'The redemption was voided',
    doc: '`voidedAt` says when. Where `redemption` is null, the void came first, and nothing was ever set aside.',
  },
  redemption_not_captured: {
    status: 409,
    title: 'Nothing of the redemption was spent',
    doc: 'There is nothing to refund; `status` says how it stands.',
  },
  redemption_refunded: {
    status: 409,
    title: 'All of the redemption was given back',
    doc: 'There is nothing left to refund.',
  },
  redemption_pays_purchase: {
    status: 409,
    title: 'The redemption has paid a purchase',
    doc: '`purchase` says which: its points come back with what is returned of it, and not over this road.',
  },
  points_pay_nothing: {
    status: 409,
    title: 'These points pay nothing of an order',
    doc: 'The programme has no rate for `wallet` in `currency` (`payWithPoints`); null: points of several wallets, which pay in a redemption each.',
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
  over_refund: {
    status: 409,
    title: 'More would be given back than is left',
    doc: '`captured`, `refunded` and `needed` say how much, of which `wallet`; nothing was given back.',
  },
  redemption_not_found: {
    status: 404,
    title: 'There is no such redemption',
    doc: 'None has this id, or this `source` and `externalId`.',
  },
  reward_not_found: {
    status: 404,
    title: 'There is no such reward',
    doc: 'The programme has none with this id.',
  },
  invalid_reward: {
    status: 422,
    title: 'The reward cannot be given so',
    doc: 'Each item of `errors` names a place of the document, what would do and what was found; nothing was changed.',
  },
  not_provided: {
    status: 422,
    title: 'It asks for what this installation does not tell',
    doc: '`missing` says what: `tiers` and `segments` need the service campaign, `payouts` a payment provider (`LOYALTY_PAYOUT_URL`).',
  },
  out_of_stock: {
    status: 409,
    title: 'There is none left of the reward',
    doc: '`supply` says how many there are in all, `againAt` when one that is set aside is free again if it is not captured (or null). `reasons` lists all that stands in the way.',
  },
  reward_limit_reached: {
    status: 409,
    title: 'The member has had the reward as often as they may',
    doc: '`taken` of `times` within `per` (null: ever); `againAt` says from when on one more is free, or null. `reasons` lists all that stands in the way.',
  },
  segment_needed: {
    status: 409,
    title: 'The reward is for members of a segment',
    doc: '`segments` lists those for which it has a price; the member is in none of them. `reasons` lists all that stands in the way.',
  },
  tier_needed: {
    status: 409,
    title: 'The reward is for members of another tier',
    doc: '`tiers` lists those that have it, `tier` is the member’s, or null. `reasons` lists all that stands in the way.',
  },
  reward_not_valid_yet: {
    status: 409,
    title: 'The reward cannot be had yet',
    doc: '`validFrom` says from when on. `reasons` lists all that stands in the way.',
  },
  reward_no_longer_valid: {
    status: 409,
    title: 'The reward can no longer be had',
    doc: '`validUntil` says since when; what is held stays good for its capture. `reasons` lists all that stands in the way.',
  },
  reward_is_whole: {
    status: 409,
    title: 'A reward is captured and refunded as a whole',
    doc: '`points` says what its price was, or what is left of it; leave `points` out.',
  },
  fulfilment_not_possible: {
    status: 409,
    title: 'The reward cannot go there from where it is',
    doc: '`from` is where it is (null: nothing was said yet), `possible` where it may go. Only the reward of a captured redemption is fulfilled.',
  },
  velocity_limit_reached: {
    status: 409,
    title: 'It happens too often',
    doc: '`limit` names the limit of the programme: `found` within `within` and `asked` are more than `max` (`measure`: `times`, or `points` of `wallet`); `againAt` says when it would be within it (null: never). `of` says whose: the `member`’s or the `till`’s. With `after` only what came after a change of contact is counted, at `changedAt`.',
  },
  review_required: {
    status: 409,
    title: 'A person has to decide first',
    doc: 'A limit was reached that holds for review, and what is spent at once cannot wait. Send it under another id without `capture`, and capture when it is released. The numbers are those of `velocity_limit_reached`.',
  },
  redemption_in_review: {
    status: 409,
    title: 'The redemption is held for review',
    doc: '`review` says which one. It can be captured once a person has released it. Nobody can decide from `lapsesAt` on: its points are free again then, or, where the programme says `undecided: released`, it can be captured.',
  },
  review_not_found: {
    status: 404,
    title: 'There is no such review',
    doc: 'Reviews are listed by `GET /v1/reviews`.',
  },
  review_needs_another_key: {
    status: 409,
    title: 'Who asked for it does not let it through',
    doc: 'Of a gift: another key releases `review`. It can be rejected with this one.',
  },
  receiver_erased: {
    status: 409,
    title: 'There is nobody any more to have it',
    doc: 'Of a gift: its receiver was erased after it was asked for. Reject `review`.',
  },
  review_closed: {
    status: 409,
    title: 'The review is over',
    doc: '`reviewStatus` says how (`released`, `rejected`, `withdrawn` by a void, `lapsed`), `closedAt` since when, `actor` and `reason` by whom and why. The first verdict stands.',
  },
  ...voucherProblemCodes,
  ...payoutProblemCodes,
  hold_too_long: {
    status: 422,
    title: 'Points cannot be set aside for so long',
    doc: '`latest` says until when; the programme’s `holdLapsesAfterMax`.',
  },
  hold_lapses_at_once: {
    status: 422,
    title: 'Points would be set aside for no time at all',
    doc: 'Send a `lapsesAfter` above zero, or `capture` to spend at once.',
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
  member_not_found: {
    status: 404,
    title: 'There is no such member',
    doc: 'Nobody has this identity; a redemption enrols nobody.',
  },
  partner_not_found: {
    status: 422,
    title: 'The programme has no such partner',
    doc: 'Or it takes no points: `partners` lists those that do, by `redeems` in the programme’s document.',
  },
  wallet_not_found: {
    status: 422,
    title: 'The programme has no such wallet',
    doc: '`wallets` lists those that it has.',
  },
  too_many_points: {
    status: 409,
    title: 'The account would hold more than can be counted exactly',
    doc: 'A wallet holds at most 2^53 − 1 points.',
  },
});

export type RedemptionProblemCode = keyof typeof redemptionProblemCodes;
