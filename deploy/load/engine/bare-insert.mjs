import pg from 'pg';
import {
  Int2Column,
  Int4Column,
  Int8Column,
  TextColumn,
  UuidColumn,
} from '../../../libs/event-store/dist/postgres/array-column.js';

const BATCH = 500;

/**
 * The baseline: the same rows, into a table with the same columns and indexes, in multi-row inserts and nothing else.
 * It uses what the store uses to be quick (prepared statements, binary arrays), so the ratio says what deciding,
 * claiming and chaining cost, not what a slower client would.
 *
 * @param {{ url: string, schema: string, rows: number }} options
 */
export async function bareInsert({ url, schema, rows }) {
  const clients = await Promise.all([connect(url), connect(url)]);
  const [first] = clients;
  await first.query('create schema if not exists bare');
  await first.query(`create table if not exists bare.events (like ${schema}.events including all)`);
  const events = (await first.query(`select * from ${schema}.events order by recorded_at desc limit ${rows}`)).rows;
  const results = [];
  for (const some of [[first], clients]) results.push(await insert(some, await renumbered(first, events)));
  await Promise.all(clients.map((client) => client.end()));
  return Math.max(...results);
}

/** @param {string} url */
async function connect(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

/** Rows that are not in the table yet: the same, at new places. */
async function renumbered(/** @type {pg.Client} */ client, /** @type {any[]} */ events) {
  const { rows } = await client.query('select coalesce(max(shard), 0) + 1 as shard from bare.events');
  const shard = rows[0].shard;
  return events.map((event, index) => ({
    ...event,
    shard,
    position: index + 1,
    version: shard * 1_000_000 + event.version,
  }));
}

/** @param {readonly pg.Client[]} clients @param {readonly any[]} rows */
async function insert(clients, rows) {
  let next = 0;
  const startedAt = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      while (next < rows.length) {
        const some = rows.slice(next, next + BATCH);
        next += BATCH;
        await client.query({ name: 'bare', text: INSERT, values: parameters(some) });
      }
    }),
  );
  return rows.length / ((performance.now() - startedAt) / 1000);
}

const INSERT = `
insert into bare.events (shard, position, stream, version, category, type, occurred_at, claims, tags, payload, recorded_at)
select * from unnest($1::int2[], $2::int8[], $3::uuid[], $4::int4[], $5::text[], $6::text[], $7::int8[], $8::text[],
  $9::text[], $10::text[], $11::int8[])`;

/** @param {readonly any[]} rows */
function parameters(rows) {
  const shard = new Int2Column();
  const version = new Int4Column();
  const stream = new UuidColumn();
  const [position, occurredAt, recordedAt] = [new Int8Column(), new Int8Column(), new Int8Column()];
  const [category, type, payload] = [new TextColumn(), new TextColumn(), new TextColumn()];
  const [claims, tags] = [new TextColumn(), new TextColumn()];
  for (const row of rows) {
    shard.add(row.shard);
    position.add(row.position);
    stream.add(row.stream);
    version.add(row.version);
    category.add(row.category);
    type.add(row.type);
    occurredAt.add(Number(row.occurred_at));
    claims.addOptional(row.claims);
    tags.addOptional(row.tags);
    payload.add(row.payload);
    recordedAt.add(Number(row.recorded_at));
  }
  const columns = [shard, position, stream, version, category, type, occurredAt, claims, tags, payload, recordedAt];
  return columns.map((column) => column.parameter);
}
