import { fork } from 'node:child_process';
import { join } from 'node:path';
import { createPostgresStore } from '@loyalty/event-store';
import { bareInsert } from './engine/bare-insert.mjs';
import { checkpoint } from './engine/checkpoint.mjs';
import { seed } from './engine/drive.mjs';
import { insist, insistOnProof } from './engine/invariants.mjs';
import { accountsOf } from './engine/workload.mjs';
import { interleaved } from './rounds.mjs';

/** @type {import('./bench.mjs').Bench} */
export default {
  shows: 'event rows/s of two processes together, on the same accounts ÷ rows/s of a bare multi-row insert',
  async run({ server, rounds, seconds, accounts, say }) {
    const store = await createPostgresStore({ clock: Date, url: server.url });
    await seed(store, accountsOf(accounts));
    const writers = await Promise.all(['a', 'b'].map((name) => start(server.url, name, accounts)));
    say(`two processes know ${accounts} accounts`);
    await together(writers, 2);
    let again = 0;
    let commands = 0;
    const figure = await interleaved(rounds, async () => {
      const since = await store.heads();
      await checkpoint(server.url);
      const runs = await together(writers, seconds);
      const sum = (/** @type {(run: any) => number} */ of) => runs.reduce((total, run) => total + of(run), 0);
      await insist(store, { since, events: sum((run) => run.events), moved: sum((run) => run.moved) });
      again += sum((run) => run.decidedAgain);
      commands += sum((run) => run.commands);
      const ours = sum((run) => run.eventsPerSecond);
      await checkpoint(server.url);
      const baseline = await bareInsert({ url: server.url, schema: 'ledger', seconds });
      const each = runs.map((run) => `${Math.round(run.eventsPerSecond)} in batches of ${run.eventsPerBatch}`);
      say(`${Math.round(ours)} events/s (${each.join(' + ')}), bare ${Math.round(baseline)}`);
      return { ours, baseline };
    });
    for (const writer of writers) writer.send('stop');
    await insistOnProof(store);
    await store.close();
    return { ...figure, decidedAgain: Math.round((again / commands) * 100_000) / 100_000 };
  },
};

/** @param {string} url @param {string} name @param {number} accounts */
async function start(url, name, accounts) {
  const writer = fork(join(import.meta.dirname, 'engine/writer-process.mjs'), [url, name, String(accounts)]);
  await answer(writer);
  return writer;
}

/** @param {readonly import('node:child_process').ChildProcess[]} writers @param {number} seconds */
async function together(writers, seconds) {
  const runs = writers.map(async (writer) => {
    const answered = answer(writer);
    writer.send({ seconds });
    return (await answered).run;
  });
  return Promise.all(runs);
}

/** @param {import('node:child_process').ChildProcess} writer @returns {Promise<any>} */
function answer(writer) {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('a writer ended'));
    writer.once('exit', ended);
    writer.once('message', (message) => {
      writer.off('exit', ended);
      resolve(message);
    });
  });
}
