import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { OutcomeUnknown, StoreUnavailable } from '../../errors.js';
import type { Command } from '../../event-store.js';
import { add, claimOf, settable, tally } from '../../tally.features.js';
import { createPostgresStore, type PostgresStore } from '../postgres-store.js';
import { CuttingProxy, type Cut } from './cutting-proxy.features.js';

describe('a connection that is lost at the commit', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let proxy: CuttingProxy;
  let store: PostgresStore;

  beforeAll(async () => {
    server = await startTestPostgres();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    database = await createTestDatabase(server);
    proxy = await CuttingProxy.before(database.url);
    store = await open();
  });
  afterEach(async () => {
    await store.close();
    await proxy.close();
    await database.drop();
  });

  const open = (patienceMs = 10_000): Promise<PostgresStore> =>
    createPostgresStore({ clock: settable(1000), url: proxy.url, pool: database.pool, patienceMs });

  const cuts: Cut[] = ['before', 'after', 'late'];

  it.each(cuts)('is resolved by asking, never by guessing (one round trip, cut %s)', async (cut) => {
    const streams = Array.from({ length: 20 }, () => randomUUID());
    await Promise.all(streams.map((stream) => store.execute(add(stream, 1))));
    proxy.arm('append', cut);
    const answers = await Promise.all(
      streams.flatMap((stream, index) => [
        store.execute(add(stream, 1, { claims: [claimOf(`a${index}`)] })),
        store.execute(add(stream, 1)),
      ]),
    );
    expect(proxy.cuts).toBe(1);
    expect(answers.map(({ answer }) => answer)).toEqual(streams.flatMap(() => [2, 3]));
    expect(answers.every(({ recordedAt }) => recordedAt === 1000)).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 200));
    for (const stream of streams) expect(await store.load(tally, stream)).toEqual({ version: 3, state: 3 });
    expect(await store.verify()).toMatchObject({ ok: true, events: 60 });
  });

  it.each(cuts)('is resolved by asking when the batch was written under the lock (cut %s)', async (cut) => {
    const [stream, other] = [randomUUID(), randomUUID()];
    await store.execute(add(stream, 1, { claims: [claimOf('first')] }));
    // A repeat that is not in this store's memory makes the batch go the second way.
    const fresh = await open();
    await fresh.execute(add(stream, 1));
    proxy.arm('commit', cut);
    const answers = await Promise.all([
      fresh.execute(add(stream, 1, { claims: [claimOf('first')] })),
      fresh.execute(add(other, 7)),
      fresh.execute(add(stream, 1)),
    ]);
    expect(proxy.cuts).toBe(1);
    expect(answers.map(({ answer }) => answer)).toEqual([2, 7, 3]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await fresh.load(tally, stream)).toEqual({ version: 3, state: 3 });
    expect(await fresh.load(tally, other)).toEqual({ version: 1, state: 7 });
    expect(await fresh.verify()).toMatchObject({ ok: true, events: 4 });
    await fresh.close();
  });

  it('voids what is still on its way once its caller has been told otherwise', async () => {
    const stream = randomUUID();
    const clock = settable(1000);
    const store = await createPostgresStore({ clock, url: proxy.url, pool: database.pool });
    const untilNoon: Command<string> = {
      on: stream,
      decide(view) {
        if (view.now >= 2000) return { answer: 'too late', appends: [] };
        const events = [{ event: { points: 1 }, occurredAt: view.now }];
        return { answer: 'in time', appends: [{ category: tally, stream, events }] };
      },
    };
    proxy.arm('append', 'held');
    const answered = store.execute(untilNoon);
    while (proxy.cuts === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    clock.set(2000);
    expect((await answered).answer).toBe('too late');
    await proxy.letThrough();
    expect(await store.load(tally, stream)).toEqual({ version: 0, state: 0 });
    await store.close();
  });

  it('says that the outcome is unknown when nobody can be asked, and goes on when the database is back', async () => {
    const impatient = await open(100);
    const stream = randomUUID();
    await impatient.execute(add(stream, 1));
    proxy.arm('append', 'after');
    const cut = impatient.execute(add(stream, 1, { claims: [claimOf('unknown')] }));
    const gone = expect(cut).rejects.toBeInstanceOf(OutcomeUnknown);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const url = proxy.url;
    await proxy.close();
    await gone;
    await expect(impatient.execute(add(stream, 1))).rejects.toBeInstanceOf(StoreUnavailable);
    expect(url).toBe(proxy.url);
    // Sending the same again is safe: it was committed, so it is a repeat.
    const again = await createPostgresStore({ clock: settable(1000), url: database.url });
    expect(await again.execute(add(stream, 1, { claims: [claimOf('unknown')] }))).toEqual({ answer: 2 });
    await again.close();
    await impatient.close();
    proxy = await CuttingProxy.before(database.url);
  });
});
