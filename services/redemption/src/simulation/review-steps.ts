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

/** Somebody changes how a member is reached. */
export function playContactChange(world: World): Played {
  const on = world.random.pick([0, 1] as const) ?? 0;
  world.changes.push({ on, at: world.now });
  return { verb: 'change contact', asked: { on }, answer: 'done' };
}

/** What limits let through and what they held, counted anew from all that was ever placed. */
export async function checkReviews(findings: Findings, world: World): Promise<void> {
  const queue = new Map(
    (await listReviews({ limit: LISTED * LISTED }, world.ports)).items.map((review) => [review.opened.held, review]),
  );
  for (const on of [0, 1] as const) {
    const before: Seen[] = [];
    for (const { id } of world.placed.filter((placed: Placed) => placed.on === on)) {
      const { state } = await world.ports.store.load(redemptionStream, fromId('red', id) ?? '');
      if (state.status !== 'known') return findings.same(`${id} is known`, 'known', state.status);
      const { review, captured, facts } = state;
      const seen = { at: facts.occurredAt, points: pointsOf(facts.points) };
      // What a clock says twice happened in the order in which it was played: a change of that instant may be the later one.
      const changes = world.changes.filter((each) => each.on === on).map(({ at }) => at);
      const isSure = !changes.includes(seen.at);
      const expected = limitsBeyond(before, seen, changes);
      if (isSure) findings.same(`${id}: held for`, expected, review?.opened.limits.map(({ limit }) => limit) ?? []);
      findings.same(`${id}: in the queue as in its stream`, review, queue.get(id) ?? null);
      const isOver = captured && review && !review.closed && captured.occurredAt >= review.opened.lapsesAt;
      if (captured && review && !isOver) {
        findings.same(`${id}: captured after a review`, 'ReviewReleased', review.closed?.type);
      }
      before.push(seen);
    }
  }
}

interface Seen {
  readonly at: number;
  readonly points: bigint;
}

const pointsOf = (points: Placed['points']): bigint =>
  points.filter(({ wallet }) => wallet === 'points').reduce((sum, each) => sum + each.points, 0n);

/** Naively: by the limits' own numbers, from everything that came before. */
function limitsBeyond(before: readonly Seen[], { at: now, points }: Seen, changes: readonly number[]): string[] {
  const [burst, moved] = programme.velocity?.limits ?? [];
  if (!burst?.times || !moved?.points) throw new Error('the programme of the simulation has no such limits');
  const beyond: string[] = [];
  const lately = before.filter(({ at }) => at > now - burst.milliseconds).length;
  if (lately >= burst.times) beyond.push(burst.id);
  const since = changes.find((at) => at <= now && at > now - moved.milliseconds);
  if (since !== undefined && points > 0n) {
    const sum = before.filter(({ at }) => at >= since).reduce((total, each) => total + each.points, points);
    if (sum > moved.points.max) beyond.push(moved.id);
  }
  return beyond;
}
