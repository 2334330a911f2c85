import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startSource, startTestKafka, whereKafkaIs } from '@loyalty/testing';
import { aTopic, numbered, until } from '../contract/adapter.features.js';
import type { Bus, Subscribed } from '../messaging.js';
import { FileDatabase } from './file-database.features.js';
import { createKafkaBus } from './kafka-bus.js';

const PARTITIONS = 4;
const EACH = 400;
const SESSION_MS = 2_000;
const texts = Array.from({ length: EACH }, (_, index) => String(index));

whereKafkaIs(describe)('consumers that are lost', () => {
  let cluster: Awaited<ReturnType<typeof startTestKafka>>;
  let topic: string;
  let directory: string;
  let database: FileDatabase;
  let sender: Bus;
  let opened: Bus[] = [];

  beforeAll(async () => {
    cluster = await startTestKafka();
  }, 120_000);
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'loyalty-places-'));
    database = new FileDatabase(directory, 'parent');
    const declared = { ...aTopic(), partitions: PARTITIONS };
    topic = declared.name;
    sender = connect();
    await sender.declare([declared]);
  });
  afterEach(async () => {
    await Promise.all(opened.map((bus) => bus.close()));
    opened = [];
    await rm(directory, { recursive: true });
  });
  afterAll(() => cluster.stop(), 60_000);

  function connect(): Bus {
    const bus = createKafkaBus({ brokers: cluster.brokers, clientId: 'parent', sessionTimeoutMs: SESSION_MS });
    opened.push(bus);
    return bus;
  }

  async function takePart(bus: Bus): Promise<Subscribed> {
    return bus.subscribe({
      group: topic,
      topics: [topic],
      batchMax: 20,
      placeOf: database.placeOf,
      handle: async (batch) => {
        await sleep(10);
        database.store(batch);
      },
      onError: (error) => refused.push(String(error)),
    });
  }
  let refused: string[] = [];
  beforeEach(() => {
    refused = [];
  });

  const startChild = (): ReturnType<typeof startSource> =>
    startSource(fileURLToPath(new URL('consumer-process.features.ts', import.meta.url)), [
      cluster.brokers.join(','),
      topic,
      directory,
      String(SESSION_MS),
    ]);

  const send = (count: number, from: number): Promise<unknown> =>
    Promise.all(
      Array.from({ length: PARTITIONS }, (_, partition) => sender.send(topic, partition, numbered(count, from))),
    );
  const stored = (): string[][] => Array.from({ length: PARTITIONS }, (_, partition) => database.texts(partition));
  const everything = Array.from({ length: PARTITIONS }, () => texts);
  const isStored = (count: number): boolean => stored().every(({ length }) => length >= count);

  it('by being killed leave their partitions to the others, from where they had come', async () => {
    await send(EACH / 2, 0);
    const child = startChild();
    const said = createInterface(child.stdout);
    await once(said, 'line');
    const staying = await takePart(connect());
    await until(() => staying.assigned().length === PARTITIONS / 2);
    await send(EACH / 2, EACH / 2);
    await until(() => database.batches('child') > 15);
    child.kill('SIGKILL');
    await until(() => staying.assigned().length === PARTITIONS);
    await until(() => isStored(EACH));
    expect(stored()).toEqual(everything);
    expect(refused).toEqual([]);
  });

  it('by standing still for too long know it when they go on, and are refused', async () => {
    await send(EACH / 2, 0);
    const child = startChild();
    const heard: string[] = [];
    createInterface(child.stdout).on('line', (line) => heard.push(line));
    await until(() => heard.at(-1) === 'begins');
    child.kill('SIGSTOP');
    const staying = await takePart(connect());
    await until(() => staying.assigned().length === PARTITIONS);
    await send(EACH / 2, EACH / 2);
    await until(() => isStored(EACH));
    const before = heard.length;
    child.kill('SIGCONT');
    await until(() => heard.length > before && staying.assigned().length === PARTITIONS / 2);
    expect(heard.slice(before).filter((line) => line === 'stores')).toEqual([]);
    expect(stored()).toEqual(everything);
    child.kill('SIGKILL');
    await once(child, 'exit');
  });

  it('are not those that compute for longer than a session, as long as they let their member speak', async () => {
    await send(1, 0);
    let revoked: boolean | undefined;
    const busy = await connect().subscribe({
      group: topic,
      topics: [topic],
      placeOf: database.placeOf,
      handle: async (batch) => {
        for (const until = performance.now() + 1.5 * SESSION_MS; performance.now() < until; await batch.heartbeat()) {
          for (const chunk = performance.now() + 50; performance.now() < chunk;);
        }
        revoked = (revoked ?? false) || batch.isRevoked();
        database.store(batch);
      },
      onError: (error) => refused.push(String(error)),
    });
    await until(() => isStored(1));
    expect({ revoked, refused }).toEqual({ revoked: false, refused: [] });
    expect(busy.assigned()).toHaveLength(PARTITIONS);
  });

  it('and found in a storm of them coming and going leave nothing out and store nothing twice', async () => {
    let seed = 20_261_127;
    const chance = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
    const members: Bus[] = [];
    const come = async (): Promise<void> => {
      const bus = connect();
      members.push(bus);
      await takePart(bus);
    };
    const sending = (async () => {
      for (let from = 0; from < EACH; from += 10) {
        await send(10, from);
        await sleep(100);
      }
    })();
    await come();
    for (let round = 0; round < 20; round += 1) {
      const [leaving] =
        members.length > 4 || (members.length > 1 && chance(2) === 0) ? members.splice(chance(members.length), 1) : [];
      await (leaving ? leaving.close() : come());
      await sleep(chance(300));
    }
    await sending;
    await until(() => isStored(EACH));
    expect(stored()).toEqual(everything);
    expect(refused).toEqual([]);
  });
});
