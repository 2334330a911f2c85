import { fileURLToPath } from 'node:url';
import { migrate, quoteIdentifier } from '@loyalty/postgres';
import type pg from 'pg';

/** A change of the tables or of what is written into them is a new version, built beside the serving one. */
export const PROJECTION_VERSION = 1;

const SERVING = 'balance';
const TABLES = ['accounts', 'wallets', 'entries', 'lots', 'holds', 'causes', 'checkpoints'];
const MIGRATIONS = new URL('../../../migrations/', import.meta.url);

export function schemaOf(version: number): string {
  return `balance_v${version}`;
}

/** Makes the tables of a version, empty and unread, or brings them up to date. The first version serves at once. */
export async function prepareTables(pool: pg.Pool, version: number, shards: number): Promise<void> {
  await migrate(pool, { schema: SERVING, directory: fileURLToPath(new URL('serving', MIGRATIONS)) });
  await migrate(pool, { schema: schemaOf(version), directory: fileURLToPath(new URL('tables', MIGRATIONS)) });
  const schema = quoteIdentifier(schemaOf(version));
  await pool.query(
    `insert into ${schema}.checkpoints (shard, position) select shard, 0 from generate_series(0, $1 - 1) as shard
     on conflict do nothing`,
    [shards],
  );
  await pool.query('insert into balance.versions (version) values ($1) on conflict do nothing', [version]);
  await serveFirst(pool, version);
}

async function serveFirst(pool: pg.Pool, version: number): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query('lock table balance.versions in exclusive mode');
    const serving = await client.query('select 1 from balance.versions where serving');
    if (serving.rowCount === 0) await pointViewsAt(client, version);
  });
}

/** Readers see one version or the other, never some tables of each. */
async function pointViewsAt(client: pg.PoolClient, version: number): Promise<void> {
  const schema = quoteIdentifier(schemaOf(version));
  for (const table of TABLES) {
    await client.query(`drop view if exists balance.${table}`);
    await client.query(`create view balance.${table} as select * from ${schema}.${table}`);
  }
  await client.query('update balance.versions set serving = (version = $1)', [version]);
}

/** Throws a version's content away; the next reader of the log begins at its start. */
export async function emptyTables(pool: pg.Pool, version: number): Promise<void> {
  const schema = quoteIdentifier(schemaOf(version));
  await inTransaction(pool, async (client) => {
    await client.query(
      `truncate ${['accounts', 'entries', 'lots', 'holds', 'causes'].map((table) => `${schema}.${table}`).join(', ')}`,
    );
    await client.query(`update ${schema}.checkpoints set position = 0`);
  });
}

async function inTransaction(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await work(client);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/** By shard. */
export async function readPositions(pool: pg.Pool, version: number): Promise<ReadonlyMap<number, number>> {
  const schema = quoteIdentifier(schemaOf(version));
  const { rows } = await pool.query<{ shard: number; position: string }>(
    `select shard, position from ${schema}.checkpoints`,
  );
  return new Map(rows.map(({ shard, position }) => [shard, Number(position)]));
}
