import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startReaders } from './http/balance-readers.mjs';
import { Baskets, enrolAll } from './http/basket.mjs';
import { loadBatch } from './http/batch-load.mjs';
import { rebuild } from './http/rebuild.mjs';
import { startShop } from './http/shop.mjs';
import { interleaved } from './rounds.mjs';

const MEMBERS = 5_000;
const READERS = 4;
const EVENTS = Number(process.env['BENCH_REBUILD_EVENTS'] ?? 1_000_000);

/** @type {import('./bench.mjs').Bench} */
export default {
  shows:
    'p99 of reads in ms while the read model is rebuilt from 1 million events ÷ without; no read fails or goes back',
  onRequestOnly: true,
  async run({ server, rounds, seconds, say }) {
    const shop = await startShop(server);
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    try {
      await enrolAll(shop, MEMBERS);
      const baskets = new Baskets('reads', MEMBERS);
      while ((await eventsIn(client)) < EVENTS) await loadBatch(shop, baskets, 10);
      const readers = startReaders(shop, await accountsOf(shop), READERS);
      let events = 0;
      const figure = await interleaved(rounds, async () => {
        readers.taken();
        await sleep(seconds * 1000);
        const alone = readers.taken();
        const report = await rebuild(shop);
        const during = readers.taken();
        events = report.events;
        const [ours, baseline] = [during, alone].map((took) => took[Math.floor(took.length * 0.99)] ?? 0);
        say(
          `${report.events} events in ${report.seconds} s under ${during.length} reads: ` +
            `p99 ${ours?.toFixed(1)} ms, worst ${during.at(-1)?.toFixed(0)} ms; without ${baseline?.toFixed(1)} ms`,
        );
        return { ours: ours ?? 0, baseline: baseline ?? 0 };
      });
      await readers.stop();
      return { ...figure, events };
    } finally {
      await client.end();
      await shop.stop();
    }
  },
};

/** @param {{ url: string, key: string }} shop @returns {Promise<string[]>} */
async function accountsOf({ url, key }) {
  const answer = await fetch(`${url}/v1/balances?limit=1000`, { headers: { authorization: `Bearer ${key}` } });
  const { items } = await answer.json();
  return items.map((/** @type {{ account: string }} */ { account }) => account);
}

/** @param {pg.Client} client */
async function eventsIn(client) {
  const { rows } = await client.query('select sum(position)::int8 as events from ledger.heads');
  return Number(rows[0].events);
}
