import { createPostgresStore } from '@loyalty/event-store';
import { checkpoint } from './engine/checkpoint.mjs';
import { drive, seed } from './engine/drive.mjs';
import { insist, insistOnProof } from './engine/invariants.mjs';
import { accountsOf, mixed } from './engine/workload.mjs';
import { interleaved } from './rounds.mjs';

const IN_FLIGHT = 512;

/** @type {import('./bench.mjs').Bench} */
export default {
  shows: 'two writers in one process, half of the accounts each and no transfer between the halves ÷ one writer',
  onRequestOnly: true,
  async run({ server, rounds, seconds, accounts: count, say }) {
    const accounts = accountsOf(count);
    const open = async (/** @type {string} */ schema, /** @type {readonly string[]} */ some) => {
      const store = await createPostgresStore({ clock: Date, url: server.url, schema });
      await seed(store, some);
      return { store, next: mixed({ accounts: some, writer: schema }) };
    };
    const half = Math.floor(count / 2);
    const one = [await open('one', accounts)];
    const two = [await open('left', accounts.slice(0, half)), await open('right', accounts.slice(half))];
    const turn = async (/** @type {typeof one} */ lanes) => {
      await checkpoint(server.url);
      const rates = lanes.map(async ({ store, next }) => {
        const since = await store.heads();
        const run = await drive(store, next, { seconds, inFlight: IN_FLIGHT / lanes.length });
        return { store, since, run };
      });
      let sum = 0;
      for (const { store, since, run } of await Promise.all(rates)) {
        await insist(store, { since, ...run });
        sum += run.eventsPerSecond;
      }
      return sum;
    };
    const figure = await interleaved(rounds, async () => {
      const [ours, baseline] = [await turn(two), await turn(one)];
      say(`${Math.round(ours)} events/s ÷ ${Math.round(baseline)}`);
      return { ours, baseline };
    });
    for (const { store } of [...one, ...two]) {
      await insistOnProof(store);
      await store.close();
    }
    return figure;
  },
};
