import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestKafka, whereKafkaIs } from '@loyalty/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { aTopic, heard, numbered } from '../contract/adapter.features.js';
import { SendUncertain, type Bus } from '../messaging.js';
import { createKafkaBus } from './kafka-bus.js';

const PARTITIONS = 6;
const BATCH = 50;
const PAGE = 5_000;

/**
 * What kafkajs lost with several leaders (docs/adr/0031): a batch that was acknowledged, while leadership moves. Writers as
 * the relay is one: positions without gaps, and after uncertainty on from the last position that is really there.
 */
whereKafkaIs(describe)('three brokers of which one goes', () => {
  let cluster: Awaited<ReturnType<typeof startTestKafka>>;
  let bus: Bus;

  beforeAll(async () => {
    cluster = await startTestKafka({ nodes: 3 });
    bus = createKafkaBus({ brokers: cluster.brokers, clientId: 'relay', requestTimeoutMs: 2_000, patienceMs: 5_000 });
  }, 120_000);
  afterAll(async () => {
    await bus.close();
    await cluster.stop();
  }, 60_000);

  it('lose nothing that was acknowledged, in order, under load', async () => {
    const declared = { ...aTopic(), partitions: PARTITIONS };
    await bus.declare([declared]);
    const topic = declared.name;
    let running = true;
    const writers = Array.from({ length: PARTITIONS }, (_, partition) => write(topic, partition, () => running));

    await sleep(1_000);
    await cluster.shutDown(1);
    await sleep(1_500);
    await cluster.restart(1);
    await cluster.kill(2);
    await sleep(3_000);
    await cluster.restart(2);
    await cluster.pause(3);
    await sleep(4_000);
    await cluster.continue(3);
    await sleep(1_000);
    running = false;

    const written = await Promise.all(writers);
    expect(written.reduce((sum, { acknowledged }) => sum + acknowledged, 0)).toBeGreaterThan(PARTITIONS * BATCH * 20);
    for (const [partition, { acknowledged }] of written.entries()) {
      const positions = await everything(topic, partition);
      // A set keeps the order in which they were first seen.
      expect([...new Set(positions)]).toEqual([...Array(acknowledged).keys()]);
    }
  }, 120_000);

  /** Answers how many positions were acknowledged, one by one or as found at the end of the topic. */
  async function write(topic: string, partition: number, goesOn: () => boolean): Promise<{ acknowledged: number }> {
    let acknowledged = 0;
    while (goesOn()) {
      try {
        await bus.send(topic, partition, numbered(BATCH, acknowledged));
        acknowledged += BATCH;
      } catch (error) {
        if (!(error instanceof SendUncertain)) throw error;
        acknowledged = await nextPosition(topic, partition);
      }
      await sleep(10);
    }
    return { acknowledged };
  }

  async function nextPosition(topic: string, partition: number): Promise<number> {
    const { next } = await bus.bounds(topic, partition);
    const [last] = heard(await bus.read(topic, partition, next - 1, 1));
    return last === undefined ? 0 : Number(last) + 1;
  }

  async function everything(topic: string, partition: number): Promise<number[]> {
    const found: number[] = [];
    for (let place = 0; ;) {
      const page = await bus.read(topic, partition, place, PAGE);
      found.push(...heard(page).map(Number));
      const last = page.at(-1);
      if (last === undefined) return found;
      place = last.offset + 1;
    }
  }
});
