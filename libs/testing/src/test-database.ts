import { randomUUID } from 'node:crypto';
import { createPool, quoteIdentifier } from '@loyalty/postgres';
import type pg from 'pg';

export interface TestDatabase {
  readonly url: string;
  readonly pool: pg.Pool;
  /** Closes the pool and drops the database, whoever is still connected. */
  drop(): Promise<void>;
}

/** A fresh, empty database on a server, so that tests in one file do not see each other's rows. */
export async function createTestDatabase(server: { readonly url: string }): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server.url, `create database ${quoteIdentifier(name)}`);
  const address = new URL(server.url);
  address.pathname = `/${name}`;
  const url = address.toString();
  const pool = createPool(url);
  return {
    url,
    pool,
    async drop() {
      await pool.end();
      await onServer(server.url, `drop database ${quoteIdentifier(name)} with (force)`);
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const pool = createPool(url, { max: 1 });
  try {
    await pool.query(statement);
  } finally {
    await pool.end();
  }
}
