import { createPostgresStore } from '@loyalty/event-store';
import { drive, seed } from './engine/drive.mjs';
import { readAll } from './engine/read-all.mjs';
import { insistOnProof } from './engine/invariants.mjs';
import { accountsOf, mixed } from './engine/workload.mjs';
import { interleaved } from './rounds.mjs';
import { accountStream } from '@loyalty/ledger';

/** @type {import('./bench.mjs').Bench} */
export default {
  shows: 'events verified per second ÷ raw read of the same rows',
  async run({ server, rounds, seconds, accounts: count, say }) {
    const open = () => createPostgresStore({ clock: Date, url: server.url, categories: [accountStream] });
    const heads = await fill(await open(), { count, seconds });
    // As `loyalty verify` runs: beside no writer's memory, which would cost both sides the collection of its garbage.
    const store = await open();
    const figure = await interleaved(rounds, async () => {
      const baseline = await timed(() => readAll(server.url, heads));
      const ours = await timed(async () => (await insistOnProof(store)).events);
      say(`${Math.round(ours)} events/s ÷ ${Math.round(baseline)}`);
      return { ours, baseline };
    });
    await store.close();
    return figure;
  },
};

/** A log to verify. @param {import('@loyalty/event-store').PostgresStore} store @param {{ count: number, seconds: number }} size */
async function fill(store, { count, seconds }) {
  const accounts = accountsOf(count);
  await seed(store, accounts);
  await drive(store, mixed({ accounts, writer: 'a' }), { seconds });
  const heads = await store.heads();
  await store.close();
  return heads;
}

/** @param {() => Promise<number>} work */
async function timed(work) {
  const startedAt = performance.now();
  const events = await work();
  return events / ((performance.now() - startedAt) / 1000);
}
