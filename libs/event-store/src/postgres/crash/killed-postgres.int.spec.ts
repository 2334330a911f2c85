import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@loyalty/postgres';
import { add, claimOf, settable, tally } from '../../tally.features.js';
import { createPostgresStore, type PostgresStore } from '../postgres-store.js';
import { expectExactly } from './acknowledged.features.js';

const ROUNDS = 10;
const TILLS = 64;

describe('PostgreSQL that is killed in the middle of load', () => {
  let directory: string;
  let server: EmbeddedPostgres;
  let store: PostgresStore;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'loyalty-killed-'));
    server = await startEmbeddedPostgres({ directory, disposable: true });
    store = await createPostgresStore({ clock: settable(1000), url: server.url, patienceMs: 60_000 });
  });
  afterAll(async () => {
    await store.close();
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it(`loses nothing that was acknowledged and applies nothing twice, in ${ROUNDS} rounds`, async () => {
    const streams = Array.from({ length: 50 }, () => randomUUID());
    const acknowledged = new Set<string>();
    let next = 0;
    let isOver = false;
    const till = async (): Promise<void> => {
      while (!isOver) {
        const key = `key ${next}`;
        const stream = streams[next % streams.length] ?? '';
        next += 1;
        await store.execute(add(stream, 1, { claims: [claimOf(key)], tags: [key] }));
        acknowledged.add(key);
      }
    };
    const tills = Array.from({ length: TILLS }, till);
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = acknowledged.size;
      while (acknowledged.size === before) await new Promise((resolve) => setTimeout(resolve, 5));
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 100));
      process.kill(server.pid, 'SIGKILL');
      server = await startAgain(directory);
    }
    const before = acknowledged.size;
    while (acknowledged.size === before) await new Promise((resolve) => setTimeout(resolve, 5));
    isOver = true;
    await Promise.all(tills);

    // Nobody was sent away: every command that was handed in was answered, once the database was back.
    expect(acknowledged.size).toBe(next);
    await expectExactly(store, acknowledged);
    const sums = await Promise.all(streams.map((stream) => store.load(tally, stream)));
    expect(sums.reduce((sum, { state }) => sum + state, 0)).toBe(next);
  });
});

/** The killed server's children need a moment to notice; until then the data is refused. */
async function startAgain(directory: string): Promise<EmbeddedPostgres> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await startEmbeddedPostgres({ directory, disposable: true });
    } catch (error) {
      if (tries === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
