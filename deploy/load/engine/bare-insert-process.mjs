import pg from 'pg';
import {
  Int2Column,
  Int4Column,
  Int8Column,
  TextColumn,
  UuidColumn,
} from '../../../libs/event-store/dist/postgres/array-column.js';

const BATCH = 500;
const ROWS = 40_000;
/** More than any stream has, so that no version is there twice. */
const VERSIONS = 1_000_000;
const INSERT = `
insert into bare.events (shard, position, stream, version, category, type, occurred_at, claims, tags, payload, recorded_at)
select unnest($1::int2[]), unnest($2::int8[]), unnest($3::uuid[]), unnest($4::int4[]), unnest($5::text[]), unnest($6::text[]),
  unnest($7::int8[]), unnest($8::text[]), unnest($9::text[]), unnest($10::text[]), unnest($11::int8[])`;

/**
 * Inserts for so long by one connection and for so long by two, and reports the better. A process of its own: beside the
 * memory of a hundred thousand accounts its garbage collection would slow it down, and a slow baseline flatters.
 */
const [url = '', schema = '', seconds = '0'] = process.argv.slice(2);
const clients = await Promise.all([connect(), connect()]);
const [first] = clients;
await first.query('create schema if not exists bare');
await first.query(`create table if not exists bare.events (like ${schema}.events including all)`);
const events = await newest();
let shard = await lastShard();
const results = [await insert([first]), await insert(clients)];
await Promise.all(clients.map((client) => client.end()));
process.send?.(Math.max(...results));

async function connect() {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

async function newest() {
  const { rows } = await first.query(
    `select event.* from ${schema}.heads cross join lateral (
      select * from ${schema}.events where events.shard = heads.shard order by position desc limit $1::int4
    ) as event`,
    [ROWS / 8],
  );
  return rows;
}

/** What is inserted again goes to a place of its own, so that nothing is there twice. */
async function lastShard() {
  const { rows } = await first.query('select coalesce(max(shard), 0)::int4 as shard from bare.events');
  return rows[0].shard;
}

/** @param {readonly pg.Client[]} by */
async function insert(by) {
  let rows = 0;
  let next = events.length;
  const take = () => {
    if (next >= events.length) {
      next = 0;
      shard += 1;
    }
    next += BATCH;
    return { some: events.slice(next - BATCH, next), shard, from: next - BATCH };
  };
  const startedAt = performance.now();
  const endsAt = startedAt + Number(seconds) * 1000;
  await Promise.all(
    by.map(async (client) => {
      while (performance.now() < endsAt) {
        const batch = take();
        await client.query({ name: 'bare', text: INSERT, values: parameters(batch) });
        rows += batch.some.length;
      }
    }),
  );
  return rows / ((performance.now() - startedAt) / 1000);
}

/** @param {{ some: readonly any[], shard: number, from: number }} batch */
function parameters(batch) {
  const shard = new Int2Column();
  const version = new Int4Column();
  const stream = new UuidColumn();
  const [position, occurredAt, recordedAt] = [new Int8Column(), new Int8Column(), new Int8Column()];
  const [category, type, payload] = [new TextColumn(), new TextColumn(), new TextColumn()];
  const [claims, tags] = [new TextColumn(), new TextColumn()];
  for (const [index, row] of batch.some.entries()) {
    shard.add(batch.shard);
    position.add(batch.from + index + 1);
    stream.add(row.stream);
    version.add(batch.shard * VERSIONS + row.version);
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
