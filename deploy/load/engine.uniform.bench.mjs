import { createPostgresStore } from '@loyalty/event-store';
import { bareInsert } from './engine/bare-insert.mjs';
import { checkpoint } from './engine/checkpoint.mjs';
import { drive, seed } from './engine/drive.mjs';
import { insist, insistOnProof } from './engine/invariants.mjs';
import { accountsOf, mixed } from './engine/workload.mjs';
import { interleaved } from './rounds.mjs';

/** @type {import('./bench.mjs').Bench} */
export default {
  shows: 'durable event rows/s, decided, claimed and chained ÷ rows/s of a bare multi-row insert of the same rows',
  async run({ server, rounds, seconds, accounts: count, say }) {
    const store = await createPostgresStore({ clock: Date, url: server.url });
    const accounts = accountsOf(count);
    await seed(store, accounts);
    say(`${count} accounts have points`);
    const next = mixed({ accounts, writer: 'a' });
    await drive(store, next, { seconds: 2 });
    let last;
    const figure = await interleaved(rounds, async () => {
      const since = await store.heads();
      await checkpoint(server.url);
      const run = await drive(store, next, { seconds });
      last = run;
      await insist(store, { since, ...run });
      await checkpoint(server.url);
      const baseline = await bareInsert({ url: server.url, schema: 'ledger', seconds });
      say(
        `${Math.round(run.eventsPerSecond)} events/s in batches of ${run.eventsPerBatch}, bare ${Math.round(baseline)}`,
      );
      return { ours: run.eventsPerSecond, baseline };
    });
    await insistOnProof(store);
    await store.close();
    return { ...figure, commandsPerSecond: Math.round(last?.commandsPerSecond ?? 0) };
  },
};
