import { fileURLToPath } from 'node:url';
import { migrate, quoteIdentifier } from '@loyalty/postgres';
import type pg from 'pg';
import { inTransaction } from './transaction.js';

/** A change of the tables or of what is written into them is a new version, built beside the serving one. */
export const PROJECTION_VERSION = 3;

/** One set of tables. A version that is built again beside itself is another generation of it. */
export interface Build {
  readonly version: number;
  readonly generation: number;
}

const SERVING = 'balance';
const VIEWS = ['accounts', 'wallets', 'entries', 'lots', 'holds', 'causes', 'tier_counts', 'checkpoints'];
const MIGRATIONS = new URL('../../../migrations/', import.meta.url);

export function schemaOf({ version, generation }: Build): string {
  return generation === 1 ? `balance_v${version}` : `balance_v${version}_g${generation}`;
}

/** Answers what serves; where nothing does yet, an empty and unread build of the version does from now on. */
export async function prepareServing(pool: pg.Pool, version: number, shards: number): Promise<Build> {
  await migrate(pool, { schema: SERVING, directory: fileURLToPath(new URL('serving', MIGRATIONS)) });
  const serving = await servingBuild(pool);
  if (serving && serving.version !== version) return serving;
  const build = serving ?? { version, generation: 1 };
  await makeTables(pool, build, shards);
  await inTransaction(pool, async (client) => {
    await client.query('lock table balance.versions in exclusive mode');
    if (!(await servingBuild(client))) await pointViewsAt(client, build);
  });
  return (await servingBuild(pool)) ?? build;
}

export async function servingBuild(from: pg.Pool | pg.PoolClient): Promise<Build | undefined> {
  const { rows } = await from.query<Build>('select version, generation from balance.versions where serving');
  return rows[0];
}

/** The next generation of a version, empty and unread. */
export async function makeBuild(pool: pg.Pool, version: number, shards: number): Promise<Build> {
  const { rows } = await pool.query<{ next: number }>(
    'select coalesce(max(generation), 0) + 1 as next from balance.versions where version = $1',
    [version],
  );
  const build = { version, generation: rows[0]?.next ?? 1 };
  await makeTables(pool, build, shards);
  return build;
}

/** Registered first: what dies half-way is found by its name. */
async function makeTables(pool: pg.Pool, build: Build, shards: number): Promise<void> {
  await pool.query('insert into balance.versions (version, generation) values ($1, $2) on conflict do nothing', [
    build.version,
    build.generation,
  ]);
  await migrate(pool, { schema: schemaOf(build), directory: fileURLToPath(new URL('tables', MIGRATIONS)) });
  const schema = quoteIdentifier(schemaOf(build));
  await pool.query(
    `insert into ${schema}.checkpoints (shard, position) select shard, 0 from generate_series(0, $1 - 1) as shard
     on conflict do nothing`,
    [shards],
  );
}

/** Readers see one build or the other, never some tables of each. */
export async function pointViewsAt(client: pg.PoolClient, build: Build): Promise<void> {
  const schema = quoteIdentifier(schemaOf(build));
  for (const view of VIEWS) {
    await client.query(`drop view if exists balance.${view}`);
    await client.query(`create view balance.${view} as select * from ${schema}.${view}`);
  }
  await client.query('update balance.versions set serving = false where serving');
  const marked = await client.query(
    'update balance.versions set serving = true where version = $1 and generation = $2',
    [build.version, build.generation],
  );
  if (marked.rowCount !== 1) throw new Error(`the build ${schemaOf(build)} is gone`);
}

/** What was left of builds that never served, or do no more. Waits for whoever still writes one to leave it. */
export async function dropOthers(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<Build>('select version, generation from balance.versions where not serving');
  for (const build of rows) {
    await inTransaction(pool, async (client) => {
      await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [writerLock(build)]);
      // Its row is taken first: should it have begun to serve meanwhile, it is none of the others any more.
      const taken = await client.query(
        'delete from balance.versions where not serving and version = $1 and generation = $2',
        [build.version, build.generation],
      );
      if (taken.rowCount === 1) await client.query(`drop schema if exists ${quoteIdentifier(schemaOf(build))} cascade`);
    });
  }
}

/** Whoever holds it writes the build. */
export function writerLock(build: Build): string {
  return `projection ${schemaOf(build)}`;
}

/** How far what serves has been read, by shard. */
export async function readPositions(pool: pg.Pool | pg.PoolClient): Promise<ReadonlyMap<number, number>> {
  const { rows } = await pool.query<{ shard: number; position: string }>(
    'select shard, position from balance.checkpoints',
  );
  return new Map(rows.map(({ shard, position }) => [shard, Number(position)]));
}
