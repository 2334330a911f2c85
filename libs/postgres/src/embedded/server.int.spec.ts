import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
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

  describe('below a folder that only its owner may enter', () => {
    let deep: string;
    const places = new Set<string>();

    beforeEach(async () => {
      await chmod(home, 0o700);
      deep = join(home, 'a folder with spaces', 'x'.repeat(90), 'home');
    });

    afterEach(async () => {
      for (const server of running.splice(0)) await server.stop();
      for (const place of places) await rm(place, { recursive: true, force: true });
    });

    async function startDeep(): Promise<EmbeddedPostgres> {
      const server = await start(deep);
      places.add(await placeForServer(deep, ownerOfServer()));
      return server;
    }

    async function keep(word: string): Promise<void> {
      const server = await startDeep();
      await query(server, `create table kept as select '${word}' as word`);
      await server.stop();
    }

    it('works, and far below', async () => {
      await keep('deep');
      expect(await query(await startDeep(), 'select * from kept')).toEqual([{ word: 'deep' }]);
    });

    it('stays where it is when the folder is opened later', async () => {
      await keep('early');
      await chmod(home, 0o755);
      expect(await query(await startDeep(), 'select * from kept')).toEqual([{ word: 'early' }]);
    });

    it('finds what an older version kept, which left no pointer', async () => {
      await mkdir(deep, { recursive: true });
      await keep('older');
      await rm(join(deep, 'elsewhere'), { force: true });
      expect(await query(await startDeep(), 'select * from kept')).toEqual([{ word: 'older' }]);
    });

    it('begins anew in a folder that was deleted and made again', async () => {
      await keep('gone');
      await rm(deep, { recursive: true });
      const server = await startDeep();
      expect(await query(server, `select to_regclass('kept') as kept`)).toEqual([{ kept: null }]);
    });
  });
});
