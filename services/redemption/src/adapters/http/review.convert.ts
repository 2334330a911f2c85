import type { ReviewedGift } from '@loyalty/contracts';
import { formatInstant } from '@loyalty/service-host';
import { describeLimit } from '../../domain/reviews/describe-limit.js';
import { type Review, statusOf } from '../../domain/reviews/review.js';
import { sayLimit } from '../../domain/reviews/say-limit.js';
import { toPoints } from './points.convert.js';

/** In which field what is held stands. */
const NAMED = { redemption: 'redemption', purchase: 'purchase', gift: 'transfer' } as const;

const giftBody = ({ to, actor, reason }: ReviewedGift) => ({
  to: { account: to },
  actor,
  ...(reason !== undefined && { reason }),
});

/** A review as it stands at an instant. */
export function reviewBody(review: Review, now: number) {
  const { opened, closed } = review;
  return {
    id: opened.review,
    status: statusOf(review, now),
    programme: opened.programme,
    kind: opened.kind,
    [NAMED[opened.kind]]: opened.held,
    ...(opened.gift && { gift: giftBody(opened.gift) }),
    member: { id: opened.member },
    account: { id: opened.account },
    points: opened.points.map(toPoints),
    limits: opened.limits.map((limit) => ({ ...sayLimit(limit), text: describeLimit(limit) })),
    openedAt: formatInstant(opened.occurredAt),
    lapsesAt: formatInstant(opened.lapsesAt),
    undecided: opened.undecided ?? (opened.kind === 'purchase' ? 'released' : 'rejected'),
    ...(closed && { closedAt: formatInstant(closed.occurredAt) }),
    ...(closed && 'actor' in closed && { actor: closed.actor, reason: closed.reason }),
  };
}
