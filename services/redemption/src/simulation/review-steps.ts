import { decideReview } from '../application/reviews/decide-review.js';
import { listReviews } from '../application/reviews/list-reviews.js';
import { redemptionStream } from '../domain/redemption-stream.js';
import { statusOf } from '../domain/reviews/review.js';
import { fromId } from '@loyalty/service-host';
import type { Findings } from './findings.js';
import type { Played } from './played.js';
import { type Placed, programme, type World } from './world.js';

const LISTED = 100;

/** A person decides, mostly about what is still open. */
export async function playReview(world: World): Promise<Played | undefined> {
  const { random, ports } = world;
  const { items } = await listReviews({ limit: LISTED }, ports);
  const open = items.filter((review) => statusOf(review, world.now) === 'open');
  const found = random.pick(random.chance(80) && open.length > 0 ? open : items);
  if (!found) return undefined;
  const verdict = random.chance(55) ? 'release' : 'reject';
  const asked = { id: found.opened.review, verdict, actor: 'key_eve', reason: 'looked at' } as const;
  const answer = await decideReview(asked, ports);
  const placed = world.placed.find(({ id }) => id === found.opened.held);
  const isDecided = !('rejected' in answer);
  if (placed && isDecided && verdict === 'reject') placed.voided = true;
  const again = () => decideReview(asked, ports);
  return { verb: verdict, asked, answer, ...(isDecided ? { again } : {}) };
}

/** What a limit let through and what it held, counted anew from all that was ever placed. */
export async function checkReviews(findings: Findings, world: World): Promise<void> {
  const [limit] = programme.velocity?.limits ?? [];
  if (!limit?.times) throw new Error('the programme of the simulation has no limit of times');
  const { milliseconds, times } = limit;
  const queue = new Map(
    (await listReviews({ limit: LISTED * LISTED }, world.ports)).items.map((review) => [review.opened.held, review]),
  );
  for (const on of [0, 1] as const) {
    const before: number[] = [];
    for (const { id } of world.placed.filter((placed: Placed) => placed.on === on)) {
      const { state } = await world.ports.store.load(redemptionStream, fromId('red', id) ?? '');
      if (state.status !== 'known') return findings.same(`${id} is known`, 'known', state.status);
      const { review, captured, facts } = state;
      const lately = before.filter((at) => at > facts.occurredAt - milliseconds).length;
      findings.same(`${id}: held for review`, lately >= times, review !== null);
      findings.same(`${id}: in the queue as in its stream`, review, queue.get(id) ?? null);
      if (captured && review) findings.same(`${id}: captured after a review`, 'ReviewReleased', review.closed?.type);
      before.push(facts.occurredAt);
    }
  }
}
