import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createTestDatabase,
  startSource,
  startTestPostgres,
  type TestDatabase,
  type TestPostgres,
} from '@loyalty/testing';
import { until } from '../contract/adapter.features.js';
import type { Bus } from '../messaging.js';
import { createPostgresBus } from '../postgres/postgres-bus.js';
import { positionsIn, withoutRepeats } from './growing-log.features.js';

const ROUNDS = 12;
const topic = 'log.events';

describe('two relays in processes of their own, one of which is killed or hangs again and again', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let bus: Bus;
  const relays: ChildProcess[] = [];

  beforeAll(async () => {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
    await database.pool.query('create table log as select shard, 0::int8 as head from generate_series(0, 1) as shard');
    bus = await createPostgresBus({ pool: database.pool });
    await bus.declare([{ name: topic, partitions: 2, retentionMs: null, compacted: false }]);
  });
  afterAll(async () => {
    for (const relay of relays) relay.kill('SIGKILL');
    await bus.close();
    await database.drop();
    await server.stop();
  });

  const start = (): ChildProcess => {
    const main = fileURLToPath(new URL('./relay-process.features.ts', import.meta.url));
    const relay = startSource(main, [database.url, topic, '400', '20']);
    relays.push(relay);
    return relay;
  };
  const sent = async (): Promise<number> =>
    (await Promise.all([0, 1].map((shard) => bus.bounds(topic, shard)))).reduce((sum, { next }) => sum + next, 0);
  const grow = async (): Promise<void> => {
    await database.pool.query('update log set head = head + 1 + (random() * 20)::int');
  };
  const growUntilSent = async (more: number): Promise<void> => {
    const before = await sent();
    await until(async () => {
      await grow();
      return (await sent()) > before + more;
    }, `${more} more are sent`);
  };

  it('keep the order of the log: every position is there, once when repeats are dropped', async () => {
    let [holder, heir] = [start(), start()];
    for (let round = 0; round < ROUNDS; round += 1) {
      // Whoever holds the shards, one of the two is struck in the middle of its work.
      await growUntilSent(20 + Math.random() * 200);
      holder.kill(round % 3 === 2 ? 'SIGSTOP' : 'SIGKILL');
      await growUntilSent(50);
      // One that hung comes back when another has long taken over, and sends what it still had in hand.
      holder.kill('SIGCONT');
      await growUntilSent(50);
      holder.kill('SIGKILL');
      [holder, heir] = [heir, start()];
    }
    const { rows } = await database.pool.query<{ shard: number; head: string }>('select * from log order by shard');
    for (const { shard, head } of rows) {
      await until(async () => (await positionsIn(bus, topic, shard)).includes(Number(head)), `shard ${shard}`);
      const positions = await positionsIn(bus, topic, shard);
      expect(withoutRepeats(positions)).toEqual(Array.from({ length: Number(head) }, (_, index) => index + 1));
    }
  });
});
