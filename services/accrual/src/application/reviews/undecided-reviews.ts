import { isToBeBooked, type Review, reviewsStream, reviewsStreamId } from '@loyalty/contracts';
import { giveUndecided } from './decide-gift.js';
import { rejectUndecided } from './decide-review.js';
import type { AccrualPorts } from '../ports.js';

type ReviewPorts = Pick<AccrualPorts, 'store' | 'programmes' | 'members'>;

/**
 * Books what follows from nobody's having decided in time, where it takes a commit: points of purchases are taken back,
 * gifts are given. They wait until then, so a job that is late keeps them waiting longer; answers how many there were.
 */
export async function bookAllUndecided(now: number, ports: ReviewPorts): Promise<number> {
  let booked = 0;
  for (const review of await openReviews(ports)) {
    if (!isToBeBooked(review, now)) continue;
    const isDone = await (review.opened.kind === 'gift' ? giveUndecided : rejectUndecided)(review, ports);
    if (isDone) booked += 1;
  }
  return booked;
}

/** When the next of them is over; undefined: none waits. */
export async function nextUndecidedAt(ports: ReviewPorts): Promise<number | undefined> {
  const instants = (await openReviews(ports))
    .filter((review) => isToBeBooked(review, review.opened.lapsesAt))
    .map(({ opened }) => opened.lapsesAt);
  return instants.length === 0 ? undefined : Math.min(...instants);
}

async function openReviews({ store, programmes }: ReviewPorts): Promise<readonly Review[]> {
  const queues = await Promise.all(programmes.list().map(({ id }) => store.load(reviewsStream, reviewsStreamId(id))));
  return queues.flatMap(({ state }) => [...state.values()].filter(({ closed }) => closed === null));
}
