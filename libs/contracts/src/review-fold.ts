import type { ReviewEvent, ReviewOpened, ReviewRejected, ReviewReleased, ReviewWithdrawn } from './review-events.js';

export type ReviewClosing = ReviewReleased | ReviewRejected | ReviewWithdrawn;

/** What is held until a person decides about it. */
export interface Review {
  readonly opened: ReviewOpened;
  readonly closed: ReviewClosing | null;
}

export function reviewAfter(before: Review | null, event: ReviewEvent): Review {
  if (event.type === 'ReviewOpened') {
    if (before) throw new Error(`${event.review} is opened twice`);
    return { opened: event, closed: null };
  }
  if (!before || before.closed) throw new Error(`${event.type} of ${event.review}, which is not open`);
  return { ...before, closed: event };
}

export const REVIEW_STATUSES = ['open', 'released', 'rejected', 'withdrawn', 'lapsed'] as const;
export type ReviewStatus = (typeof REVIEW_STATUSES)[number];

/** Nobody has decided, and the time of those who could is over, but what follows from that was not written yet. */
export function isToBeRejected({ opened, closed }: Review, now: number): boolean {
  return !closed && opened.lapsesAt <= now && opened.kind === 'purchase' && opened.undecided === 'rejected';
}

/** How long a gift that nobody's decision lets through waits for the job that gives it; then its hold is over, like any. */
export const GIVEN_WITHIN_MS = 31 * 86_400_000;

/** The same of a gift that nobody's decision lets through: it takes a commit to give it. */
export function isToBeGiven({ opened, closed }: Review, now: number): boolean {
  const { lapsesAt, kind, undecided } = opened;
  const isInTime = lapsesAt <= now && now < lapsesAt + GIVEN_WITHIN_MS;
  return !closed && isInTime && kind === 'gift' && undecided === 'released';
}

/** What follows from nobody's having decided is still to be written. */
export const isToBeBooked = (review: Review, now: number): boolean =>
  isToBeRejected(review, now) || isToBeGiven(review, now);

/** A person can still decide, or what follows from nobody's having done so is still to come. */
export const isUndecided = (review: Review, now: number): boolean =>
  statusOf(review, now) === 'open' || isToBeBooked(review, now);

/** One that nobody decided about is over at `lapsesAt`, whether anything was written or not. */
export function statusOf({ opened, closed }: Review, now: number): ReviewStatus {
  switch (closed?.type) {
    case undefined:
      return opened.lapsesAt <= now ? 'lapsed' : 'open';
    case 'ReviewReleased':
      return 'released';
    case 'ReviewRejected':
      return 'rejected';
    case 'ReviewWithdrawn':
      return 'withdrawn';
    default:
      return closed satisfies never;
  }
}
