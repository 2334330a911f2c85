import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { Overloaded, StoreUnavailable } from '../errors.js';
import type { Category, Command } from '../event-store.js';
import { add, claimOf, read, settable, tally, type Added } from '../tally.features.js';
import { createPostgresStore, type PostgresOptions, type PostgresStore } from './postgres-store.js';

describe('the store on PostgreSQL', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  const opened: PostgresStore[] = [];

  beforeAll(async () => {
    server = await startTestPostgres();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    database = await createTestDatabase(server);
  });
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
    await database.drop();
  });

  async function open(over: Partial<PostgresOptions> = {}): Promise<PostgresStore> {
    const store = await createPostgresStore({ clock: settable(1000), url: database.url, ...over });
    opened.push(store);
    return store;
  }

  it('sends away what its queue cannot hold, before any work is done, and does the rest', async () => {
    const store = await open({ queueMax: 10 });
    const stream = randomUUID();
    const outcomes = await Promise.allSettled(Array.from({ length: 30 }, () => store.execute(add(stream, 1))));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(20);
    expect(refused.every(({ reason }) => reason instanceof Overloaded)).toBe(true);
    expect(await store.load(tally, stream)).toEqual({ version: 10, state: 10 });
    expect((await store.execute(add(stream, 1))).answer).toBe(11);
  });

  it('writes the neighbours of a command that the database cannot take', async () => {
    const store = await open();
    const poison: Category<number, Added> = { ...tally, encode: () => ({ type: 'Added.v1', payload: '\0' }) };
    const [stream, bad] = [randomUUID(), randomUUID()];
    const poisoned = store.execute({
      on: bad,
      decide: () => ({
        answer: undefined,
        appends: [{ category: poison, stream: bad, events: [{ event: { points: 1 }, occurredAt: 0 }] }],
      }),
    });
    const refused = expect(poisoned).rejects.toBeInstanceOf(StoreUnavailable);
    const answers = await Promise.all(Array.from({ length: 20 }, () => store.execute(add(stream, 1))));
    await refused;
    expect(answers.map(({ answer }) => answer)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(await store.verify()).toMatchObject({ ok: true, events: 20 });
  });

  it('gives the same answers with snapshots, without them, and with those of another fold', async () => {
    const stream = randomUUID();
    const { snapshot: _, ...unsnapped } = tally;
    const newer: typeof tally = {
      ...tally,
      snapshot: { version: 2, every: 5, write: String, read: () => -1000 },
    };
    const first = await open();
    for (let count = 0; count < 23; count += 1) await first.execute(add(stream, 1));
    await first.close();
    const { rows } = await database.pool.query<{ version: number }>('select version from ledger.snapshots');
    expect(rows.map(({ version }) => version % 5)).toEqual([0]);

    const store = await open();
    for (const category of [tally, unsnapped, newer]) {
      expect(await store.load(category, stream)).toEqual({ version: 23, state: 23 });
    }
    await database.pool.query('delete from ledger.snapshots');
    expect(await store.load(tally, stream)).toEqual({ version: 23, state: 23 });
    expect((await store.execute(read(stream))).answer).toBe(23);
  });

  it('writes a stream out when there is no room for it, so that its events need not be read again', async () => {
    const store = await open({ cachedStreamsMax: 10 });
    const seldom: typeof tally = { ...tally, snapshot: { version: 1, every: 500, write: String, read: Number } };
    const streams = Array.from({ length: 60 }, () => randomUUID());
    for (let round = 1; round <= 12; round += 1) {
      for (const stream of streams) {
        const { answer } = await store.execute(add(stream, 1, { category: seldom }));
        expect(answer).toBe(round);
      }
    }
    await store.close();
    const { rows } = await database.pool.query<{ version: number; state: string }>('select * from ledger.snapshots');
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.every(({ version, state }) => version >= 8 && Number(state) === version)).toBe(true);
    const again = await open({ categories: [seldom] });
    expect(await again.load(seldom, streams[0] ?? '')).toEqual({ version: 12, state: 12 });
    expect(await again.verify()).toMatchObject({ ok: true });
  });

  it.each([{ cachedStreamsMax: 3 }, { cachedBytesMax: 1 }])(
    'goes on when its memory is far too small: %j',
    async (limits) => {
      const store = await open(limits);
      const streams = Array.from({ length: 100 }, () => randomUUID());
      for (let round = 1; round <= 5; round += 1) {
        const answers = await Promise.all(
          streams.flatMap((stream) => [
            store.execute(add(stream, 1, { claims: [claimOf(`${round} ${stream}`)], tags: ['all'] })),
            store.execute(add(stream, 1, { claims: [claimOf(`${round} ${stream}`)] })),
          ]),
        );
        expect(answers.map(({ answer }) => answer)).toEqual(streams.flatMap(() => [round, round]));
      }
      const all: Command<readonly string[]> = {
        on: randomUUID(),
        decide: (view) => ({ answer: view.tagged('all'), appends: [] }),
      };
      expect([...(await store.execute(all)).answer].sort()).toEqual([...streams].sort());
      expect(await store.verify()).toMatchObject({ ok: true, events: 500 });
      expect(store.counts.loads).toBeGreaterThan(3);
    },
  );

  it('puts streams beside one that it has never read', async () => {
    const home = randomUUID();
    await (await open()).execute(add(home, 1));
    const later = await open();
    // So many that a place of their own would not be the same for all.
    const beside = Array.from({ length: 10 }, () => randomUUID());
    for (const stream of beside) await later.execute(add(stream, 1, { beside: home }));
    const shards = await Promise.all([home, ...beside].map(async (each) => (await later.readStream(each))[0]?.shard));
    expect(new Set(shards).size).toBe(1);
  });

  it('finds everything again after it was closed in the middle of work', async () => {
    const store = await open();
    const stream = randomUUID();
    const under = Promise.all(Array.from({ length: 200 }, () => store.execute(add(stream, 1))));
    await store.close();
    expect((await under).at(-1)?.answer).toBe(200);
    expect(await (await open()).load(tally, stream)).toEqual({ version: 200, state: 200 });
  });
});
