import {
  type RedemptionAuthorised,
  type ReviewEvent,
  type ReviewOpened,
  reviewsStream,
  reviewsStreamId,
  type ReviewWithdrawn,
} from '@loyalty/contracts';
import type { Append, View } from '@loyalty/event-store';
import { type Exceeded, limitSaid } from '@loyalty/programme';
import { toId } from '@loyalty/service-host/values';
import type { Review } from '../../domain/reviews/review.js';

interface Opening {
  readonly stream: string;
  readonly limits: readonly Exceeded[];
  readonly held: { readonly reviewedBy: number; readonly undecided?: 'released' };
}

/**
 * What holds a redemption; its review lapses when its hold does, or, where nobody's decision is a yes, before it: then it can
 * be captured from that instant on. Either way there is nothing to book.
 */
export function openReview(
  { redemption: held, programme, member, account, points, occurredAt }: RedemptionAuthorised,
  { stream, limits, held: { reviewedBy, undecided } }: Opening,
): ReviewOpened {
  return {
    type: 'ReviewOpened',
    review: toId('rev', stream),
    programme,
    kind: 'redemption',
    held,
    member,
    account,
    points,
    limits: limits.map(limitSaid),
    occurredAt,
    lapsesAt: reviewedBy,
    ...(undecided && { undecided }),
  };
}

/** The other half of what the stream of what is held says. */
export function queueAppend(programme: string, event: ReviewEvent): Append {
  const { occurredAt } = event;
  return { category: reviewsStream, stream: reviewsStreamId(programme), events: [{ event, occurredAt }] };
}

/** Its sender voided it: there is nothing left to decide. */
export function withdrawnReview({ opened }: Review, occurredAt: number): ReviewWithdrawn {
  return { type: 'ReviewWithdrawn', review: opened.review, occurredAt };
}

/**
 * As it stands by both streams that tell of it. A process may have read the one further than the other, and the queue must
 * not be told the same twice, nor of what it has not heard of: what a decision looked at is guarded, so one that was made
 * with an old stream is made anew whatever it says. Null: the queue has not heard of it here.
 */
export function reviewNow(view: View, review: Review | null): Review | null {
  if (!review || review.closed) return review;
  const { programme, review: id, lapsesAt } = review.opened;
  const queued = view.state(reviewsStream, reviewsStreamId(programme)).state.get(id);
  // One that has lapsed may have been forgotten there.
  return queued ?? (lapsesAt <= view.now ? review : null);
}
