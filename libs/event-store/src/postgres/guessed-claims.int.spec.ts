import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import type { Command } from '../event-store.js';
import { add, claimOf, settable, tally } from '../tally.features.js';
import { createPostgresStore, type PostgresStore } from './postgres-store.js';

/** Takes points while there are enough. The claim leads to a stream of its own, so who loads the points does not see it. */
function take(stream: string, points: number, key: string): Command<number | 'too few' | 'known'> {
  const claim = claimOf(key);
  return {
    on: stream,
    decide(view) {
      if (view.claimed(claim) !== undefined) return { answer: 'known', appends: [] };
      const { state } = view.state(tally, stream);
      if (state < points) return { answer: 'too few', appends: [] };
      const events = [{ event: { points: -points }, occurredAt: view.now }];
      const appends = [
        { category: tally, stream, events },
        { category: tally, stream: randomUUID(), events, claims: [claim] },
      ];
      return { answer: state - points, appends };
    },
  };
}

describe('A claim that nobody remembers', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let store: PostgresStore;
  const opened: PostgresStore[] = [];

  beforeAll(async () => {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
  });
  beforeEach(async () => void (store = await open()));
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.close();
  });
  afterAll(async () => {
    await database.drop();
    await server.stop();
  });

  /** As another process, which knows only what it asks for. */
  async function open(): Promise<PostgresStore> {
    const made = await createPostgresStore({ clock: settable(1000), url: database.url });
    opened.push(made);
    return made;
  }
  const taken = async (key: string) => {
    const stream = randomUUID();
    await store.execute(add(stream, 10));
    expect(await store.execute(take(stream, 10, key))).toMatchObject({ answer: 0 });
    return stream;
  };

  it('is asked for before its repeat is refused: nothing would be claimed, so no commit would find it out', async () => {
    const stream = await taken('refused');
    const another = await open();
    expect(await another.execute(take(stream, 10, 'refused'))).toEqual({ answer: 'known' });
    expect(await another.execute(take(stream, 10, 'another'))).toEqual({ answer: 'too few' });
  });

  it('is asked for before a preview is answered, which claims nothing either', async () => {
    const stream = await taken('previewed');
    await store.execute(add(stream, 10));
    const another = await open();
    expect(await another.preview(take(stream, 10, 'previewed'))).toBe('known');
  });

  it('is asked for again when its repeat is refused while somebody else claims it', async () => {
    const stream = randomUUID();
    await store.execute(add(stream, 10));
    const another = await open();
    const answers = await Promise.all(
      [store, another].flatMap((each) => [
        each.execute(take(stream, 10, 'raced')),
        each.execute(take(stream, 10, 'raced')),
      ]),
    );
    expect(answers.map(({ answer }) => answer).sort()).toEqual([0, 'known', 'known', 'known']);
  });
});
