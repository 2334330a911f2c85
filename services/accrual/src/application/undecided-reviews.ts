import { isToBeRejected, type Review, reviewsStream, reviewsStreamId } from '@loyalty/contracts';
import { rejectUndecided } from './decide-review.js';
import type { AccrualPorts } from './ports.js';

type ReviewPorts = Pick<AccrualPorts, 'store' | 'programmes'>;

/**
 * Takes back the points about which nobody has decided in time. They wait until then, so a job that is late keeps them
 * waiting longer and gives nobody anything; answers how many purchases there were.
 */
export async function rejectAllUndecided(now: number, ports: ReviewPorts): Promise<number> {
  let rejected = 0;
  for (const review of await openReviews(ports)) {
    if (isToBeRejected(review, now) && (await rejectUndecided(review, ports))) rejected += 1;
  }
  return rejected;
}

/** When the next of them is over; undefined: none waits. */
export async function nextUndecidedAt(ports: ReviewPorts): Promise<number | undefined> {
  const instants = (await openReviews(ports))
    .filter((review) => isToBeRejected(review, review.opened.lapsesAt))
    .map(({ opened }) => opened.lapsesAt);
  return instants.length === 0 ? undefined : Math.min(...instants);
}

async function openReviews({ store, programmes }: ReviewPorts): Promise<readonly Review[]> {
  const queues = await Promise.all(programmes.list().map(({ id }) => store.load(reviewsStream, reviewsStreamId(id))));
  return queues.flatMap(({ state }) => [...state.values()].filter(({ closed }) => closed === null));
}
