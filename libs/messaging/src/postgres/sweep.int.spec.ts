import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { aTopic, numbered, until } from '../contract/adapter.features.js';
import type { Bus, Topic } from '../messaging.js';
import { createPostgresBus } from './postgres-bus.js';
import { sweep } from './sweep.js';

describe('sweeping on PostgreSQL', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let bus: Bus;

  beforeAll(async () => {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
    bus = await createPostgresBus({ pool: database.pool });
  });
  afterAll(async () => {
    await bus.close();
    await database.drop();
    await server.stop();
  });

  const filled = async (options: Partial<Topic>): Promise<string> => {
    const topic = { ...aTopic(), ...options };
    await bus.declare([topic]);
    for (let batch = 0; batch < 3; batch += 1) await bus.send(topic.name, 0, numbered(7));
    return topic.name;
  };
  const age = (topic: string, before: number): Promise<unknown> =>
    database.pool.query(
      `update bus.messages set sent_at = sent_at - 7200000
       where "offset" < $2 and topic = (select id from bus.topics where name = $1)`,
      [topic, before],
    );
  const offsets = async (topic: string): Promise<number[]> =>
    (await bus.read(topic, 0, 0, 100)).map(({ offset }) => offset);

  it('drops what is too old, and of a compacted topic what was said anew', async () => {
    const [short, forEver, last] = [
      await filled({ retentionMs: 3_600_000 }),
      await filled({}),
      await filled({ compacted: true }),
    ];
    await Promise.all([short, forEver].map((topic) => age(topic, 10)));
    const tables = { pool: database.pool, schema: 'bus' };
    await Promise.all([sweep(tables), sweep(tables)]);
    expect(await bus.bounds(short, 0)).toEqual({ first: 10, next: 21 });
    expect(await offsets(short)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
    expect(await offsets(forEver)).toHaveLength(21);
    expect(await offsets(last)).toEqual([14, 15, 16, 17, 18, 19, 20]);
    expect(await bus.bounds(last, 0)).toEqual({ first: 0, next: 21 });
  });

  it('is done by every bus now and then', async () => {
    const short = await filled({ retentionMs: 3_600_000 });
    await age(short, 21);
    const sweeping = await createPostgresBus({ pool: database.pool, sweepEveryMs: 10 });
    await until(async () => (await bus.bounds(short, 0)).first === 21);
    expect(await offsets(short)).toEqual([]);
    await sweeping.close();
  });
});
