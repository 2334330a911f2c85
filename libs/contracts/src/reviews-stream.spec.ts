import { describe, expect, it } from '@jest/globals';
import type { ReviewOpened } from './review-events.js';
import { statusOf } from './review-fold.js';
import { CLOSED_KEPT, type Reviews, reviewsStream } from './reviews-stream.js';

const DAY = 86_400_000;
const opened = (review: string, occurredAt: number): ReviewOpened => ({
  type: 'ReviewOpened',
  review,
  programme: 'tea',
  kind: 'redemption',
  held: 'red_1',
  member: 'mem_1',
  account: 'acc_1',
  points: [{ wallet: 'points', points: 5n }],
  limits: [
    { limit: 'burst', on: 'redemptions', of: 'member', within: 'P1D', measure: 'times', max: 1n, found: 1n, asked: 1n },
  ],
  occurredAt,
  lapsesAt: occurredAt + DAY,
});
const released = (review: string) =>
  ({ type: 'ReviewReleased', review, actor: 'key_eve', reason: 'known', occurredAt: 9 }) as const;
const after = (...events: Parameters<typeof reviewsStream.evolve>[1][]): Reviews =>
  events.reduce<Reviews>(reviewsStream.evolve, reviewsStream.initial());

describe('The queue of reviews', () => {
  it('knows what is open, what became of the rest, and what lapsed without a word', () => {
    const reviews = after(opened('rev_1', 0), opened('rev_2', 0), released('rev_1'));
    const statuses = (now: number) => [...reviews.values()].map((review) => statusOf(review, now));
    expect(statuses(DAY - 1)).toEqual(['released', 'open']);
    expect(statuses(DAY)).toEqual(['released', 'lapsed']);
  });

  it('closes each once', () => {
    expect(() => after(opened('rev_1', 0), released('rev_1'), released('rev_1'))).toThrow('not open');
    expect(() => after(opened('rev_1', 0), opened('rev_1', 0))).toThrow('twice');
    expect(() => after(released('rev_1'))).toThrow('not open');
  });

  it('forgets the oldest of what is over, and never what is open', () => {
    const many = Array.from({ length: CLOSED_KEPT + 5 }, (_, at) => [opened(`rev_${at}`, at), released(`rev_${at}`)]);
    const reviews = after(opened('rev_open', 0), ...many.flat(), opened('rev_last', DAY - 1));
    expect(reviews.size).toBe(CLOSED_KEPT + 2);
    expect([reviews.has('rev_open'), reviews.has('rev_4'), reviews.has('rev_5')]).toEqual([true, false, true]);
  });

  it('forgets nothing whose points are still to be taken back, since nobody decided', () => {
    const waiting = { ...opened('rev_waiting', 0), kind: 'purchase', undecided: 'rejected' } as const;
    const lapsed = [opened('rev_lapsed', 0), { ...waiting, review: 'rev_redemption', kind: 'redemption' } as const];
    const many = Array.from({ length: CLOSED_KEPT }, (_, at) => [opened(`rev_${at}`, at), released(`rev_${at}`)]);
    const reviews = after(waiting, ...lapsed, ...many.flat(), opened('rev_last', 2 * DAY));
    const kept = ['rev_waiting', 'rev_lapsed', 'rev_redemption', 'rev_0'].map((id) => reviews.has(id));
    expect(kept).toEqual([true, false, false, true]);
    expect(
      after(waiting, { ...released('rev_waiting'), type: 'ReviewRejected' }).get('rev_waiting')?.closed,
    ).not.toBeNull();
  });

  it('is the same from a snapshot', () => {
    const waiting = { ...opened('rev_2', 0), kind: 'purchase', undecided: 'rejected' } as const;
    const reviews = after(opened('rev_1', 0), waiting, released('rev_1'));
    const { snapshot } = reviewsStream;
    expect(snapshot?.read(snapshot.write(reviews))).toEqual(reviews);
  });
});
