import type { Job } from '@loyalty/service-host';
import type { AccrualPorts } from '../../application/ports.js';
import { nextUndecidedAt, rejectAllUndecided } from '../../application/undecided-reviews.js';

const EVERY_MS = 5_000;

/** Takes back points that waited for a person who did not come, where the programme says so. */
export function undecidedReviewsJob(ports: Pick<AccrualPorts, 'store' | 'programmes'>): Job {
  return {
    name: 'accrual.undecided-reviews',
    everyMs: EVERY_MS,
    run: (now) => rejectAllUndecided(now, ports),
    nextDueAt: () => nextUndecidedAt(ports),
  };
}
