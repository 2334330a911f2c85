import { createPostgresStore } from '@loyalty/event-store';
import { checkpoint } from './engine/checkpoint.mjs';
import { drive, seed } from './engine/drive.mjs';
import { insist, insistOnProof } from './engine/invariants.mjs';
import { accountsOf, mixed } from './engine/workload.mjs';
import { interleaved } from './rounds.mjs';

const GROWN = Number(process.env['BENCH_GROWN_EVENTS'] ?? 10_000_000);

/** @type {import('./bench.mjs').Bench} */
export default {
  shows: 'after 10 million events ÷ at 100,000 events (takes a quarter of an hour; not in CI)',
  onRequestOnly: true,
  async run({ server, rounds, seconds, accounts: count, say }) {
    const accounts = accountsOf(count);
    const open = async (/** @type {string} */ schema) => {
      const store = await createPostgresStore({ clock: Date, url: server.url, schema });
      await seed(store, accounts);
      return { store, next: mixed({ accounts, writer: schema }) };
    };
    const grown = await open('grown');
    while (events(await grown.store.heads()) < GROWN) {
      await drive(grown.store, grown.next, { seconds: 30 });
      say(`${events(await grown.store.heads())} events`);
    }
    const turn = async (/** @type {Awaited<ReturnType<typeof open>>} */ { store, next }) => {
      const since = await store.heads();
      await checkpoint(server.url);
      const run = await drive(store, next, { seconds });
      await insist(store, { since, ...run });
      return run.eventsPerSecond;
    };
    let round = 0;
    const figure = await interleaved(rounds, async () => {
      // Made anew each time: it must not grow.
      const small = await open(`small${(round += 1)}`);
      await drive(small.store, small.next, { seconds: 1 });
      const baseline = await turn(small);
      await small.store.close();
      const ours = await turn(grown);
      say(`${Math.round(ours)} events/s ÷ ${Math.round(baseline)}`);
      return { ours, baseline };
    });
    const proof = await insistOnProof(grown.store);
    await grown.store.close();
    return { ...figure, events: proof.events };
  },
};

/** @param {readonly number[]} heads */
function events(heads) {
  return heads.reduce((sum, head) => sum + head, 0);
}
