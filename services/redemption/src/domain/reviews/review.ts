import type { Review } from '@loyalty/contracts';

export { reviewAfter, type Review } from '@loyalty/contracts';

export const REVIEW_STATUSES = ['open', 'released', 'rejected', 'withdrawn', 'lapsed'] as const;
export type ReviewStatus = (typeof REVIEW_STATUSES)[number];

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
