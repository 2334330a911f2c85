import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createPool } from '../pool.js';
import { ownerOfServer, placeForServer } from './owner.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './server.js';

describe('The embedded PostgreSQL', () => {
  let home: string;
  const running: EmbeddedPostgres[] = [];

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'loyalty-embedded-'));
    await chmod(home, 0o755);
  });

  afterEach(async () => {
    for (const server of running.splice(0)) await server.stop();
    await rm(home, { recursive: true, force: true });
  });

  async function start(directory = join(home, 'postgres')): Promise<EmbeddedPostgres> {
    const server = await startEmbeddedPostgres({ directory, disposable: true });
    running.push(server);
    return server;
  }

  async function query(server: EmbeddedPostgres, text: string): Promise<unknown[]> {
    const pool = createPool(server.url, { max: 1 });
    try {
      return (await pool.query(text)).rows;
    } finally {
      await pool.end();
    }
  }

  it('finds everything when it is started again', async () => {
    const first = await start();
    await query(first, 'create table kept as select 1 as one');
    await first.stop();
    expect(await query(await start(), 'select * from kept')).toEqual([{ one: 1 }]);
  });

  it('never trades durability for speed', async () => {
    const server = await start();
    expect(await query(server, 'show fsync')).toEqual([{ fsync: 'on' }]);
    expect(await query(server, 'show synchronous_commit')).toEqual([{ synchronous_commit: 'on' }]);
    expect(await query(server, 'show full_page_writes')).toEqual([{ full_page_writes: 'on' }]);
  });

  it('stops a server that an earlier, killed process left behind', async () => {
    const left = await start();
    await query(left, 'create table kept as select 2 as two');
    const next = await start();
    expect(next.pid).not.toBe(left.pid);
    expect(() => process.kill(left.pid, 0)).toThrow('ESRCH');
    expect(await query(next, 'select * from kept')).toEqual([{ two: 2 }]);
  });

  it('copies the cluster that the first of those who came at once has kept, and only that', async () => {
    const keptIn = join(home, 'kept');
    const startCopy = async (name: string): Promise<EmbeddedPostgres> => {
      const server = await startEmbeddedPostgres({ directory: join(home, name), disposable: true, keptIn });
      running.push(server);
      return server;
    };
    const [one, other] = await Promise.all([startCopy('one'), startCopy('other')]);
    await query(one, 'create table of_one ()');
    expect(await query(other, `select to_regclass('of_one') as of_one`)).toEqual([{ of_one: null }]);
    expect(await query(other, 'show fsync')).toEqual([{ fsync: 'on' }]);

    const [kept, ...more] = await readdir(keptIn);
    expect([kept?.startsWith('cluster-'), more]).toEqual([true, []]);
    await writeFile(join(keptIn, kept ?? '', 'of-what-was-kept'), '');
    await chmod(join(keptIn, kept ?? '', 'of-what-was-kept'), 0o644);
    await startCopy('next');
    expect(await readdir(join(home, 'next', 'data'))).toContain('of-what-was-kept');
  });

  it('works below a folder that only its owner may enter, and far below', async () => {
    await chmod(home, 0o700);
    const deep = join(home, 'a folder with spaces', 'x'.repeat(90), 'home');
    const server = await start(deep);
    await query(server, 'create table kept as select 3 as three');
    await server.stop();
    expect(await query(await start(deep), 'select * from kept')).toEqual([{ three: 3 }]);
    await running.pop()?.stop();
    await rm(await placeForServer(deep, ownerOfServer()), { recursive: true });
  });
});
