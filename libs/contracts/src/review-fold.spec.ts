import { expect, it } from '@jest/globals';
import type { ReviewOpened } from './review-events.js';
import { GIVEN_WITHIN_MS, isToBeGiven, isUndecided, statusOf } from './review-fold.js';

const opened: ReviewOpened = {
  type: 'ReviewOpened',
  review: 'rev_1',
  programme: 'tea',
  kind: 'gift',
  held: 'trf_1',
  member: 'mem_1',
  account: 'acc_1',
  points: [{ wallet: 'points', points: 5n }],
  limits: [],
  occurredAt: 0,
  lapsesAt: 1_000,
  undecided: 'released',
};

it('has a gift that nobody decided about given as long as its points are set aside, and says then that it is over', () => {
  const at = (now: number) => {
    const review = { opened, closed: null };
    return [statusOf(review, now), isToBeGiven(review, now), isUndecided(review, now)];
  };
  expect(at(999)).toEqual(['open', false, true]);
  expect(at(1_000)).toEqual(['lapsed', true, true]);
  expect(at(1_000 + GIVEN_WITHIN_MS - 1)).toEqual(['lapsed', true, true]);
  expect(at(1_000 + GIVEN_WITHIN_MS)).toEqual(['lapsed', false, false]);
});
