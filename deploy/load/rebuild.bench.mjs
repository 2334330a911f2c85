import pg from 'pg';
import { copyIn, rowsToCopy } from './copy-in.mjs';
import { Baskets, enrolAll } from './http/basket.mjs';
import { loadBatch } from './http/batch-load.mjs';
import { rebuild } from './http/rebuild.mjs';
import { startShop } from './http/shop.mjs';
import { interleaved } from './rounds.mjs';

const MEMBERS = 5_000;
/** As a rebuild reads them. */
const PAGE = 2_000;
const TABLES = ['accounts', 'entries', 'lots', 'holds', 'causes'];

/** @type {import('./bench.mjs').Bench} */
export default {
  shows: 'events/s of a whole rebuild (read, fold, write, compare, switch) ÷ the same read and a bare COPY of its rows',
  async run({ server, rounds, seconds, say }) {
    const shop = await startShop(server);
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    try {
      await enrolAll(shop, MEMBERS);
      await loadBatch(shop, new Baskets('rebuild', MEMBERS), seconds);
      const events = await rebuild(shop).then((warmedUp) => warmedUp.events);
      say(`${events} events`);
      const figure = await interleaved(rounds, async () => {
        const ours = await rebuild(shop);
        const [readMs, copyMs] = [await timed(() => readAll(client)), await copyAll(client)];
        const baseline = events / ((readMs + copyMs) / 1000);
        say(`${ours.seconds} s ÷ read ${Math.round(readMs)} ms + COPY ${Math.round(copyMs)} ms; ${ours.phases}`);
        return { ours: ours.events / ours.seconds, baseline };
      });
      return { ...figure, events };
    } finally {
      await client.end();
      await shop.stop();
    }
  },
};

/** @param {() => Promise<void>} work */
async function timed(work) {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Every event by its shard and position, page by page, and nothing done with it. @param {pg.Client} client */
async function readAll(client) {
  const { rows: heads } = await client.query('select shard, position from ledger.heads order by shard');
  for (const { shard, position } of heads) {
    for (let after = 0; after < Number(position); after += PAGE) {
      await client.query({
        name: 'raw',
        text: `select shard, position, stream, version, category, type, occurred_at, recorded_at, tags, payload
               from ledger.events where shard = $1 and position > $2 order by position limit $3`,
        values: [shard, after, PAGE],
      });
    }
  }
}

/** Into tables with the same columns and indexes. Answers how long the COPY alone took. @param {pg.Client} client */
async function copyAll(client) {
  await client.query('drop schema if exists bare cascade; create schema bare');
  let milliseconds = 0;
  for (const table of TABLES) {
    const { rows } = await client.query(`select format('%I.%I', n.nspname, c.relname) as name from pg_class c
      join pg_namespace n on n.oid = c.relnamespace join balance.versions v
        on n.nspname = 'balance_v' || v.version || case when v.generation = 1 then '' else '_g' || v.generation end
      where v.serving and c.relname = '${table}'`);
    const { name } = rows[0];
    await client.query(`create table bare.${table} (like ${name} including all)`);
    const chunks = await rowsToCopy(client, name);
    milliseconds += await timed(() => copyIn(client, `bare.${table}`, chunks));
  }
  return milliseconds;
}
