import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded/server.js';
import { createPool } from './pool.js';

describe('A pool', () => {
  let home: string;
  let server: EmbeddedPostgres;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'loyalty-pool-'));
    server = await startEmbeddedPostgres({ directory: home, disposable: true });
  });
  afterAll(async () => {
    await server.stop();
    await rm(home, { recursive: true, force: true });
  });

  it('survives the loss of connections, those that are lent out too, and makes others', async () => {
    const pool = createPool(server.url);
    const lent = await pool.connect();
    const idle = await pool.connect();
    idle.release();
    const other = createPool(server.url, { max: 1 });
    // Of the idle one too: a pool that has not heard of it yet would hand it out.
    const ended = Promise.all(
      [lent, idle].map((client) => new Promise<void>((resolve) => client.once('end', resolve))),
    );
    await other.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
    );
    await ended;
    await expect(lent.query('select 1')).rejects.toThrow();
    lent.release(true);
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await other.end();
    await pool.end();
  });
});
