import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { quoteIdentifier } from './identifier.js';

export interface Migrations {
  /** Created when it is missing; the files run with it as their search path. */
  readonly schema: string;
  /** Holds `NNN-name.sql` files, run once each in order of name. */
  readonly directory: string;
}

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/**
 * Brings a schema up to date: each new file in a transaction of its own. Several processes may start at once; an
 * advisory lock lets one of them work while the others wait.
 * @throws Error when a file that was applied has been edited or is missing: data written by it could no longer be trusted.
 */
export async function migrate(pool: pg.Pool, migrations: Migrations): Promise<void> {
  const files = await readMigrations(migrations.directory);
  const schema = quoteIdentifier(migrations.schema);
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [`migrate ${migrations.schema}`]);
    try {
      await client.query(`create schema if not exists ${schema}`);
      await client.query(
        `create table if not exists ${schema}.migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now())`,
      );
      const applied = await client.query<{ name: string; checksum: string }>(
        `select name, checksum from ${schema}.migrations order by name`,
      );
      refuseEdited(migrations, files, applied.rows);
      for (const file of files.slice(applied.rows.length)) await apply(client, schema, file);
    } finally {
      await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [`migrate ${migrations.schema}`]);
    }
  } finally {
    client.release();
  }
}

/**
 * Whether the schema is there and as new as these files; for who only uses what another keeps up to date.
 * @throws Error as `migrate` does, when what was applied is not what these files say.
 */
export async function isMigrated(pool: pg.Pool, migrations: Migrations): Promise<boolean> {
  const files = await readMigrations(migrations.directory);
  const table = `${quoteIdentifier(migrations.schema)}.migrations`;
  const { rows: found } = await pool.query<{ there: boolean }>('select to_regclass($1) is not null as there', [table]);
  if (!found[0]?.there) return false;
  const { rows } = await pool.query<{ name: string; checksum: string }>(
    `select name, checksum from ${table} order by name`,
  );
  refuseEdited(migrations, files, rows);
  return rows.length === files.length;
}

async function readMigrations(directory: string): Promise<readonly Migration[]> {
  const names = (await readdir(directory)).filter((name) => /^\d{3}-[a-z0-9-]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(directory, name), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

function refuseEdited(
  { schema }: Migrations,
  files: readonly Migration[],
  applied: readonly { name: string; checksum: string }[],
): void {
  for (const [index, was] of applied.entries()) {
    const is = files[index];
    if (is === undefined) {
      throw new Error(
        `schema ${schema} was migrated by ${was.name}, which this version does not know: it is older than the data`,
      );
    }
    if (is.name !== was.name)
      throw new Error(`schema ${schema}: migration ${is.name} comes before ${was.name}, which is applied`);
    if (is.checksum !== was.checksum)
      throw new Error(`schema ${schema}: migration ${is.name} was edited after it was applied`);
  }
}

async function apply(client: pg.PoolClient, schema: string, file: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(`set local search_path to ${schema}`);
    await client.query(file.sql);
    await client.query(`insert into ${schema}.migrations (name, checksum) values ($1, $2)`, [file.name, file.checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`migration ${file.name} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
