import fc from 'fast-check';
import type { LimitExceeded, ReviewedGift, ReviewedLot, ReviewEvent, VelocityEvent } from '../review-events.js';
import { type AnyOf, type } from './any-event.fixture.js';
import * as parts from './any-part.fixture.js';
import { id, instant, of, some, text, word } from './any-part.fixture.js';

const counted = {
  on: word({ redemptions: 1, gifts: 1, purchases: 1, returns: 1 }),
  of: word({ member: 1, till: 1, token: 1 }),
};

const limitExceeded = of<LimitExceeded>(
  {
    limit: text,
    ...counted,
    within: text,
    measure: word({ times: 1, points: 1, members: 1 }),
    max: parts.points,
    found: parts.points,
    asked: parts.points,
  },
  {
    wallet: text,
    members: fc.array(id('mem'), { minLength: 1, maxLength: 3 }),
    after: word({ contact_change: 1 }),
    changedAt: instant,
  },
);

export const anyVelocityEvent: AnyOf<VelocityEvent> = {
  PatternNoticed: of(
    {
      type: type('PatternNoticed'),
      programme: text,
      member: id('mem'),
      counted: id('ret'),
      limit: limitExceeded,
      occurredAt: instant,
    },
    { till: text },
  ),
  VelocityCounted: of({
    type: type('VelocityCounted'),
    programme: text,
    ...counted,
    member: id('mem'),
    counted: id('red'),
    points: some(parts.walletPoints),
    occurredAt: instant,
    neededUntil: instant,
  }),
};

const verdict = { review: id('rev'), actor: text, reason: text, occurredAt: instant };

/** Also told in the stream of what is held, in the same words. */
export const anyReviewEvent: AnyOf<ReviewEvent> = {
  ReviewOpened: of(
    {
      type: type('ReviewOpened'),
      review: id('rev'),
      programme: text,
      kind: word({ redemption: 1, purchase: 1, gift: 1 }),
      held: id('red'),
      member: id('mem'),
      account: id('acc'),
      points: some(parts.walletPoints),
      limits: some(limitExceeded),
      occurredAt: instant,
      lapsesAt: instant,
    },
    {
      lots: fc.array(of<ReviewedLot>({ lot: id('lot'), availableAt: instant }), { minLength: 1, maxLength: 3 }),
      gift: of<ReviewedGift>(
        { to: id('acc'), receiver: id('mem'), isErasable: fc.boolean(), actor: text },
        { reason: text },
      ),
      undecided: word({ released: 1, rejected: 1 }),
    },
  ),
  ReviewReleased: of({ type: type('ReviewReleased'), ...verdict }),
  ReviewRejected: of({ type: type('ReviewRejected'), ...verdict }),
  ReviewWithdrawn: of({ type: type('ReviewWithdrawn'), review: id('rev'), occurredAt: instant }),
};
