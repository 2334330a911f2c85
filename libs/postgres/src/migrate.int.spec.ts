import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded/server.js';
import { isMigrated, migrate } from './migrate.js';
import { createPool } from './pool.js';

describe('migrate', () => {
  let home: string;
  let server: EmbeddedPostgres;
  let pool: pg.Pool;
  let directory: string;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'loyalty-migrate-'));
    server = await startEmbeddedPostgres({ directory: home, disposable: true });
    pool = createPool(server.url);
  });

  afterAll(async () => {
    await pool.end();
    await server.stop();
    await rm(home, { recursive: true, force: true });
  });

  beforeEach(async () => {
    directory = await mkdtemp(join(home, 'migrations-'));
    await pool.query('drop schema if exists shop cascade');
    await writeFile(join(directory, '001-till.sql'), 'create table till (id int primary key)');
  });

  const run = () => migrate(pool, { schema: 'shop', directory });

  it('applies each file once, in order of name', async () => {
    await writeFile(join(directory, '002-open-till.sql'), 'insert into till values (7)');
    await run();
    await run();
    expect((await pool.query('select id from shop.till')).rows).toEqual([{ id: 7 }]);
  });

  it('applies what a newer version adds', async () => {
    await run();
    await writeFile(join(directory, '002-open-till.sql'), 'insert into till values (8)');
    await run();
    expect((await pool.query('select id from shop.till')).rows).toEqual([{ id: 8 }]);
  });

  it('lets processes that start at once take turns', async () => {
    await writeFile(join(directory, '002-open-till.sql'), 'insert into till values (9)');
    await Promise.all([run(), run(), run(), run()]);
    expect((await pool.query('select id from shop.till')).rows).toEqual([{ id: 9 }]);
  });

  it('tells who only uses a schema whether it is there, and new enough', async () => {
    const look = () => isMigrated(pool, { schema: 'shop', directory });
    expect(await look()).toBe(false);
    await run();
    expect(await look()).toBe(true);
    await writeFile(join(directory, '002-open-till.sql'), 'insert into till values (6)');
    expect(await look()).toBe(false);
    await rm(join(directory, '001-till.sql'));
    await expect(look()).rejects.toThrow('comes before 001-till.sql');
  });

  it('refuses a file that was edited after it was applied', async () => {
    await run();
    await writeFile(join(directory, '001-till.sql'), 'create table till (id bigint primary key)');
    await expect(run()).rejects.toThrow('migration 001-till.sql was edited after it was applied');
  });

  it('refuses data that a newer version has migrated', async () => {
    await run();
    await rm(join(directory, '001-till.sql'));
    await expect(run()).rejects.toThrow('older than the data');
  });

  it('leaves nothing of a file that fails half-way', async () => {
    await writeFile(join(directory, '002-broken.sql'), 'create table half (id int); select nonsense');
    await expect(run()).rejects.toThrow('migration 002-broken.sql failed');
    expect((await pool.query("select to_regclass('shop.half') as half")).rows).toEqual([{ half: null }]);
  });
});
