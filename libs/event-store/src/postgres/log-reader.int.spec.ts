import { randomUUID } from 'node:crypto';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { follow } from '../follow.js';
import { add, settable } from '../tally.features.js';
import { openLogReader } from './log-reader.js';
import { createPostgresStore } from './postgres-store.js';

describe('A reader of the log that writes nothing', () => {
  let server: TestPostgres;
  let database: TestDatabase;

  beforeAll(async () => {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
  });
  afterAll(async () => {
    await database.drop();
    await server.stop();
  });

  it('refuses a database in which there is no log', async () => {
    await expect(openLogReader({ url: database.url, schema: 'nowhere' })).rejects.toThrow('nowhere');
  });

  it('sees what the store sees, and can be followed', async () => {
    const store = await createPostgresStore({ clock: settable(0), url: database.url, shards: 3 });
    const log = await openLogReader({ url: database.url });
    await Promise.all(Array.from({ length: 20 }, () => store.execute(add(randomUUID(), 1))));

    expect(log.shards).toBe(3);
    expect(await log.heads()).toEqual(await store.heads());
    expect(await log.readShard(0, 0, 100)).toEqual(await store.readShard(0, 0, 100));

    const positions = [0, 0, 0];
    const silent = { ...log, onCommit: () => () => undefined };
    const following = follow(silent, {
      after: (shard) => positions[shard] ?? 0,
      handle: async (events, { shard }) => void (positions[shard] = (positions[shard] ?? 0) + events.length),
      onError: (error) => {
        throw error;
      },
    });
    await following.caughtUp();
    await following.stop();
    expect(positions).toEqual(await store.heads());
    await log.close();
    await store.close();
  });
});
