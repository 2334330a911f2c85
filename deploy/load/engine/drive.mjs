import { earnCommand } from './workload.mjs';

const IN_FLIGHT = 512;
const SEED_POINTS = 1000;

/**
 * Keeps so many commands in flight for so long.
 *
 * @param {import('@loyalty/event-store').PostgresStore} store
 * @param {() => import('./workload.mjs').BenchCommand} next
 * @param {{ seconds: number, inFlight?: number }} options
 */
export async function drive(store, next, { seconds, inFlight = IN_FLIGHT }) {
  const before = { ...store.counts };
  const tally = { commands: 0, repeated: 0, moved: 0 };
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1000;
  const till = async () => {
    while (performance.now() < endsAt) {
      const { answer } = await store.execute(next());
      tally.commands += 1;
      tally.moved += answer.moved;
      if (answer.repeated) tally.repeated += 1;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, till));
  const elapsed = (performance.now() - startedAt) / 1000;
  const events = store.counts.events - before.events;
  const batches = store.counts.batches - before.batches;
  return {
    ...tally,
    events,
    eventsPerSecond: events / elapsed,
    commandsPerSecond: tally.commands / elapsed,
    eventsPerBatch: Math.round(events / batches),
    decidedAgain: store.counts.decidedAgain - before.decidedAgain,
    locked: store.counts.locked - before.locked,
    batches,
  };
}

/** Gives every account points to spend, and makes it known to the writer. */
export async function seed(
  /** @type {import('@loyalty/event-store').EventStore} */ store,
  /** @type {readonly string[]} */ accounts,
) {
  let index = 0;
  const till = async () => {
    while (index < accounts.length) {
      const account = accounts[index];
      index += 1;
      await store.execute(earnCommand(account, SEED_POINTS, `seed${index}`));
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, till));
}
