import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import type { RecordedEvent, View } from '../event-store.js';
import { add, claimOf, read, settable, tally } from '../tally.features.js';
import { createPostgresStore, type PostgresStore } from './postgres-store.js';

/** Two stores over one log stand for two processes: they share nothing but the database. */
describe('two writers', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let stores: [PostgresStore, PostgresStore];

  beforeAll(async () => {
    server = await startTestPostgres();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    database = await createTestDatabase(server);
    const open = (): Promise<PostgresStore> => createPostgresStore({ clock: settable(1000), url: database.url });
    stores = [await open(), await open()];
  });
  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await database.drop();
  });

  async function everything(): Promise<RecordedEvent[]> {
    const [store] = stores;
    const shards = Array.from({ length: store.shards }, (_, shard) => store.readShard(shard, 0, 100_000));
    return (await Promise.all(shards)).flat();
  }

  it.each([
    ['on one hot stream', 1, 300],
    ['on the same few streams', 20, 600],
    ['on many streams', 2000, 1500],
  ])('lose nothing, double nothing and both get on, %s', async (_, streamCount, each) => {
    const streams = Array.from({ length: streamCount }, () => randomUUID());
    const answers = await Promise.all(
      stores.map(async (store, writer) => {
        let next = 0;
        const till = async (): Promise<void> => {
          while (next < each) {
            next += 1;
            const stream = streams[(next * 7919 + writer) % streamCount] ?? '';
            const command = add(stream, 1, { claims: [claimOf(`${writer}/${next}`)] });
            await store.execute(command);
          }
        };
        await Promise.all(Array.from({ length: 50 }, till));
        return next;
      }),
    );
    expect(answers.every((count) => count >= each)).toBe(true);
    const events = await everything();
    expect(events).toHaveLength(answers.reduce((sum, count) => sum + count, 0));
    const sums = await Promise.all(streams.map((stream) => stores[0].load(tally, stream)));
    expect(sums.reduce((sum, { state }) => sum + state, 0)).toBe(events.length);
    expect(await stores[1].verify()).toMatchObject({ ok: true, events: events.length });
  });

  it('let one of two equal keys through, and give the other the first answer', async () => {
    const streams = Array.from({ length: 40 }, () => randomUUID());
    for (const [index, stream] of streams.entries()) {
      const command = add(stream, 5, { claims: [claimOf(`same ${index}`)] });
      const outcomes = await Promise.all(stores.map((store) => store.execute(command)));
      expect(outcomes.filter(({ recordedAt }) => recordedAt !== undefined)).toHaveLength(1);
      expect(outcomes.map(({ answer }) => answer)).toEqual([5, 5]);
    }
    expect(await everything()).toHaveLength(40);
  });

  it('see at once what the other has answered for, also when they write nothing themselves', async () => {
    const stream = randomUUID();
    const [one, other] = stores;
    for (let sum = 1; sum <= 20; sum += 1) {
      expect((await one.execute(add(stream, 1))).answer).toBe(sum);
      expect((await other.execute(read(stream))).answer).toBe(sum);
      expect(await other.preview(add(stream, 1))).toBe(sum + 1);
    }
  });

  it('see the tags of the other', async () => {
    const [one, other] = stores;
    const found = async (store: PostgresStore): Promise<readonly string[]> =>
      (await store.execute({ on: randomUUID(), decide: (view) => ({ answer: view.tagged('tea'), appends: [] }) }))
        .answer;
    const streams: string[] = [];
    for (let count = 0; count < 10; count += 1) {
      const stream = randomUUID();
      streams.push(stream);
      await (count % 2 === 0 ? one : other).execute(add(stream, 1, { tags: ['tea'] }));
      expect([...(await found(one))].sort()).toEqual([...streams].sort());
      expect([...(await found(other))].sort()).toEqual([...streams].sort());
    }
  });

  it('ask again who says that two streams do not fit, when only memory was behind', async () => {
    const [one, other] = stores;
    const [both, sum] = [randomUUID(), randomUUID()];
    const agreed = (view: View): number => {
      const [left, right] = [view.state(tally, both).state, view.state(tally, sum).state];
      if (left !== right) throw new Error(`${left} and ${right} do not fit`);
      return left;
    };
    const addToBoth = {
      on: both,
      decide: () => ({
        answer: undefined,
        appends: [both, sum].map((stream) => ({
          category: tally,
          stream,
          events: [{ event: { points: 1 }, occurredAt: 0 }],
        })),
      }),
    };
    // One remembers the first stream alone, and must fetch the second when both have grown.
    expect((await one.execute(read(both))).answer).toBe(0);
    await other.execute(addToBoth);
    expect(await one.preview({ on: both, decide: (view) => ({ answer: agreed(view), appends: [] }) })).toBe(1);

    const never = (view: View): never => {
      throw new Error(`never at ${agreed(view)}`);
    };
    await other.execute(addToBoth);
    await expect(one.execute({ on: both, decide: never })).rejects.toThrow('never at 2');
  });

  it('begin one stream between them when both take it to be new', async () => {
    const append = (stream: string) => ({
      on: stream,
      decide: () => ({
        answer: undefined,
        appends: [{ category: tally, stream, events: [{ event: { points: 1 }, occurredAt: 0 }] }],
      }),
    });
    for (let count = 0; count < 10; count += 1) {
      const stream = randomUUID();
      await Promise.all(stores.map((store) => store.execute(append(stream))));
      expect(await stores[0].load(tally, stream)).toEqual({ version: 2, state: 2 });
    }
  });

  it('go back to one round trip when the other has fallen silent', async () => {
    const [one, other] = stores;
    const stream = randomUUID();
    await other.execute(add(stream, 1));
    for (let count = 0; count < 10; count += 1) await one.execute(add(stream, 1));
    expect(one.counts.locked).toBeGreaterThan(0);
    const { locked } = one.counts;
    for (let count = 0; count < 10; count += 1) await one.execute(add(stream, 1));
    expect(one.counts.locked).toBe(locked);
  });

  it('refuses to start with another number of shards than the store has', async () => {
    const other = createPostgresStore({ clock: settable(0), url: database.url, shards: 4 });
    await expect(other).rejects.toThrow('the store has 8 shards, not 4');
  });
});
