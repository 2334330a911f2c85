import { startKafka } from '@loyalty/kafka-broker';
import { createKafkaBus } from '@loyalty/messaging';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareKafka } from './bus/bare-kafka.mjs';
import { interleaved } from './rounds.mjs';

const PARTITIONS = 8;
const MESSAGES = 500;
const BYTES = 300;

/** @type {import('./bench.mjs').Bench} */
export default {
  shows: 'messages per second through the bus on Kafka, each durable ÷ a bare kafkajs producer of the same bytes',
  // It starts a broker, which not every machine can.
  onRequestOnly: true,
  async run({ rounds, seconds, say }) {
    const directory = await mkdtemp(join(tmpdir(), 'loyalty-bench-'));
    const cluster = await startKafka({ directory, disposable: true });
    const bus = createKafkaBus({ brokers: cluster.brokers, clientId: 'bench' });
    const { producer } = bareKafka(cluster.brokers);
    await producer.connect();
    try {
      const topic = 'load.messages.v1';
      await bus.declare([{ name: topic, partitions: PARTITIONS, retentionMs: null, compacted: false }]);
      const messages = Array.from({ length: MESSAGES }, () => ({
        key: randomUUID(),
        value: randomBytes(BYTES),
        headers: {},
      }));
      const bare = Array.from({ length: PARTITIONS }, (_, partition) =>
        messages.map((each) => ({ ...each, partition })),
      );
      return await interleaved(rounds, async () => {
        const baseline = await sentPerSecond(seconds, (partition) =>
          producer.send({ topic, acks: -1, messages: bare[partition] ?? [] }),
        );
        const ours = await sentPerSecond(seconds, (partition) => bus.send(topic, partition, messages));
        say(`${Math.round(ours)} messages/s ÷ ${Math.round(baseline)}`);
        return { ours, baseline };
      });
    } finally {
      await producer.disconnect();
      await bus.close();
      await cluster.stop();
      await rm(directory, { recursive: true });
    }
  },
};

/** One send under way per partition. @param {number} seconds @param {(partition: number) => Promise<unknown>} send */
async function sentPerSecond(seconds, send) {
  const startedAt = performance.now();
  const until = startedAt + seconds * 1000;
  let sent = 0;
  const lane = async (/** @type {number} */ partition) => {
    while (performance.now() < until) {
      await send(partition);
      sent += MESSAGES;
    }
  };
  await Promise.all(Array.from({ length: PARTITIONS }, (_, partition) => lane(partition)));
  return sent / ((performance.now() - startedAt) / 1000);
}
