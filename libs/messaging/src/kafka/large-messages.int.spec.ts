import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestKafka, whereKafkaIs } from '@loyalty/testing';
import { aTopic, Listener, say, until } from '../contract/adapter.features.js';
import type { Bus } from '../messaging.js';
import { createKafkaBus } from './kafka-bus.js';

/** Above what is asked for of one partition at once: a broker gives it only for the first partition that is asked for. */
const LARGE = 'x'.repeat(2_000_000);
const PARTITIONS = 4;

whereKafkaIs(describe)('messages that fill an answer', () => {
  let cluster: Awaited<ReturnType<typeof startTestKafka>>;
  let bus: Bus;
  beforeAll(async () => {
    cluster = await startTestKafka();
    bus = createKafkaBus({ brokers: cluster.brokers, clientId: 'ours' });
  }, 120_000);
  afterAll(async () => {
    await bus.close();
    await cluster.stop();
  }, 60_000);

  it('come of all partitions, with what stands behind them, to whoever was waiting and to whoever comes late', async () => {
    const topic = { ...aTopic(), partitions: PARTITIONS };
    await bus.declare([topic]);
    const waiting = new Listener();
    await waiting.listen(bus, { group: `${topic.name}-waiting`, topics: [topic.name] });
    await until(() => waiting.asked.length === PARTITIONS);
    const partitions = Array.from({ length: PARTITIONS }, (_, partition) => partition);
    for (const nth of [1, 2]) {
      await Promise.all(
        partitions.map((partition) =>
          bus.send(topic.name, partition, [say(`${partition} ${nth} ${LARGE}`), say(`${partition} ${nth} small`)]),
        ),
      );
    }
    const late = new Listener();
    await late.listen(bus, { group: `${topic.name}-late`, topics: [topic.name] });
    const all = partitions.flatMap((partition) =>
      [1, 2].flatMap((nth) => [`${partition} ${nth} xxxx`, `${partition} ${nth} smal`]),
    );
    for (const listener of [waiting, late]) {
      await until(() => listener.heard.length >= all.length);
      expect(
        listener
          .texts()
          .map((text) => text.slice(0, 8))
          .sort(),
      ).toEqual(all.sort());
      expect(listener.errors).toEqual([]);
    }
  });
});
