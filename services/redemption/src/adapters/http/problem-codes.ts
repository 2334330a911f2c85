import { defineProblemCodes } from '@loyalty/service-host';

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
