import type { LimitExceeded } from '@loyalty/contracts';
import { formatInstant } from '@loyalty/service-host';
import { type Review, statusOf } from '../../domain/reviews/review.js';
import { toPoints } from './points.convert.js';

/** A review as it stands at an instant. */
export function reviewBody(review: Review, now: number) {
  const { opened, closed } = review;
  return {
    id: opened.review,
    status: statusOf(review, now),
    programme: opened.programme,
    kind: opened.kind,
    ...(opened.kind === 'purchase' ? { purchase: opened.held } : { redemption: opened.held }),
    member: { id: opened.member },
    account: { id: opened.account },
    points: opened.points.map(toPoints),
    limits: opened.limits.map(limitBody),
    openedAt: formatInstant(opened.occurredAt),
    lapsesAt: formatInstant(opened.lapsesAt),
    ...(closed && { closedAt: formatInstant(closed.occurredAt) }),
    ...(closed && 'actor' in closed && { actor: closed.actor, reason: closed.reason }),
  };
}

/** What was found, beside what the programme says. */
export function limitBody({ limit, on, of, within, measure, wallet, max, found, asked }: LimitExceeded) {
  return {
    limit,
    on,
    of,
    within,
    measure,
    ...(wallet === undefined ? {} : { wallet }),
    max: Number(max),
    found: Number(found),
    asked: Number(asked),
  };
}
