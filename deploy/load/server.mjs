import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@loyalty/postgres';
import pg from 'pg';

/**
 * One PostgreSQL for both sides of a figure. Its durability is looked up rather than trusted: a figure without it
 * would be worth nothing.
 *
 * @template Result
 * @param {(server: { url: string }) => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function withServer(work) {
  const directory = await mkdtemp(join(tmpdir(), 'loyalty-bench-'));
  const server = await startEmbeddedPostgres({ directory, disposable: true });
  try {
    await insistOnDurability(server.url);
    return await work(server);
  } finally {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

/** @param {string} url */
async function insistOnDurability(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    const { rows } = await client.query(`show ${setting}`);
    if (rows[0]?.[setting] !== 'on') throw new Error(`${setting} is ${rows[0]?.[setting]}: the figure would be void`);
  }
  await client.end();
}
