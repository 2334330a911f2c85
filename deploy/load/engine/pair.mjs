import { createPostgresStore } from '@loyalty/event-store';
import { checkpoint } from './checkpoint.mjs';
import { drive, seed } from './drive.mjs';
import { insist, insistOnProof } from './invariants.mjs';
import { accountsOf, mixed } from './workload.mjs';
import { interleaved } from '../rounds.mjs';

/**
 * Two ways to run the engine, by turns, each on a log of its own in the same PostgreSQL.
 *
 * @typedef {{ schema: string, options?: Partial<import('@loyalty/event-store').PostgresOptions>, isHot?: boolean, forgets?: boolean, prepare?: (store: import('@loyalty/event-store').PostgresStore) => Promise<void> }} Side
 * @param {import('../bench.mjs').Context} context
 * @param {{ ours: Side, baseline: Side }} sides
 */
export async function pair({ server, rounds, seconds, accounts: count, say }, sides) {
  const accounts = accountsOf(count);
  const open = async (/** @type {Side} */ side, /** @type {string} */ writer) => {
    const store = await createPostgresStore({ clock: Date, url: server.url, schema: side.schema, ...side.options });
    await seed(store, accounts);
    await side.prepare?.(store);
    const next = mixed({ accounts, writer, ...(side.isHot && { pick: () => accounts[0] ?? '' }) });
    await drive(store, next, { seconds: 2 });
    return { store, next };
  };
  const [ours, baseline] = [await open(sides.ours, 'a'), await open(sides.baseline, 'b')];
  const turn = async (/** @type {Awaited<ReturnType<typeof open>>} */ { store, next }) => {
    const since = await store.heads();
    await checkpoint(server.url);
    const run = await drive(store, next, { seconds });
    await insist(store, { since, ...run });
    return run;
  };
  const figure = await interleaved(rounds, async (round) => {
    const order = round % 2 === 0 ? [ours, baseline] : [baseline, ours];
    const runs = [await turn(order[0] ?? ours), await turn(order[1] ?? baseline)];
    const [mine, theirs] = round % 2 === 0 ? runs : [runs[1], runs[0]];
    say(`${Math.round(mine?.eventsPerSecond ?? 0)} events/s ÷ ${Math.round(theirs?.eventsPerSecond ?? 0)}`);
    return { ours: mine?.eventsPerSecond ?? 0, baseline: theirs?.eventsPerSecond ?? 0 };
  });
  for (const { store } of [ours, baseline]) {
    if (sides.ours.options?.chained !== false && sides.baseline.options?.chained !== false) await insistOnProof(store);
    await store.close();
  }
  return figure;
}
