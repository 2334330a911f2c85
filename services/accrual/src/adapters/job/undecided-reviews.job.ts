import type { Job } from '@loyalty/service-host';
import type { AccrualPorts } from '../../application/ports.js';
import { nextUndecidedAt, bookAllUndecided } from '../../application/reviews/undecided-reviews.js';

const EVERY_MS = 5_000;

/** Takes back, or gives, points that waited for a person who did not come, where the programme says so. */
export function undecidedReviewsJob(ports: Pick<AccrualPorts, 'store' | 'programmes' | 'members'>): Job {
  return {
    name: 'accrual.undecided-reviews',
    everyMs: EVERY_MS,
    run: (now) => bookAllUndecided(now, ports),
    nextDueAt: () => nextUndecidedAt(ports),
  };
}
