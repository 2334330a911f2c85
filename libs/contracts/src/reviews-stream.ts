import { derivedStream } from './derived-stream.js';
import { decodeReviewEvent, encodeReviewEvent } from './review-events.codec.js';
import type { ReviewEvent } from './review-events.js';
import { isToBeBooked, type Review, reviewAfter } from './review-fold.js';

/** How many of those that are over are still listed; each is told for ever by the stream of what was held. */
export const CLOSED_KEPT = 1_000;

/** By `rev_…`, in the order in which they were opened. */
export type Reviews = ReadonlyMap<string, Review>;

const NONE: Reviews = new Map();

/**
 * The queue of one programme. It says nothing that the streams of what is held do not say, in the same commit; it is there
 * so that the open ones are one read, never late.
 */
export const reviewsStream = {
  name: 'reviews',
  initial: (): Reviews => NONE,
  evolve,
  encode: encodeReviewEvent,
  decode: decodeReviewEvent,
  snapshot: { version: 1, every: 500, write, read },
};

/** The queue of a programme, which all that hold something for review share. */
export function reviewsStreamId(programme: string): string {
  return derivedStream(`reviews:${programme}`);
}

function evolve(reviews: Reviews, event: ReviewEvent): Reviews {
  const next = new Map(reviews);
  next.set(event.review, reviewAfter(reviews.get(event.review) ?? null, event));
  if (event.type === 'ReviewOpened') forget(next, event.occurredAt);
  return next;
}

/** The oldest of those that are over go first; what is open, or still to be booked, is never forgotten. */
function forget(reviews: Map<string, Review>, now: number): void {
  let over = 0;
  const isOver = (review: Review) =>
    review.closed !== null || (review.opened.lapsesAt <= now && !isToBeBooked(review, now));
  for (const review of reviews.values()) if (isOver(review)) over += 1;
  for (const [id, review] of reviews) {
    if (over <= CLOSED_KEPT) return;
    if (!isOver(review)) continue;
    reviews.delete(id);
    over -= 1;
  }
}

/** As the events that made them. */
function write(reviews: Reviews): string {
  const events = [...reviews.values()].flatMap(({ opened, closed }) => (closed ? [opened, closed] : [opened]));
  return JSON.stringify(events.map(encodeReviewEvent));
}

function read(text: string): Reviews {
  const reviews = new Map<string, Review>();
  for (const stored of JSON.parse(text) as ReturnType<typeof encodeReviewEvent>[]) {
    const event = decodeReviewEvent(stored);
    reviews.set(event.review, reviewAfter(reviews.get(event.review) ?? null, event));
  }
  return reviews;
}
