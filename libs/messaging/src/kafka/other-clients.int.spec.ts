import { zstdCompress, zstdDecompress } from 'node:zlib';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestKafka, whereKafkaIs } from '@loyalty/testing';
import kafkajs, { type Producer } from 'kafkajs';
import { aTopic, Listener, numbered, say, until } from '../contract/adapter.features.js';
import type { Bus } from '../messaging.js';
import { createKafkaBus } from './kafka-bus.js';

const { CompressionCodecs, CompressionTypes } = kafkajs;

whereKafkaIs(describe)('what others send, who are not this adapter', () => {
  let cluster: Awaited<ReturnType<typeof startTestKafka>>;
  let kafka: kafkajs.Kafka;
  let bus: Bus;
  beforeAll(async () => {
    cluster = await startTestKafka();
    kafka = new kafkajs.Kafka({ brokers: [...cluster.brokers], logLevel: kafkajs.logLevel.NOTHING });
    bus = createKafkaBus({ brokers: cluster.brokers, clientId: 'ours' });
  }, 120_000);
  afterAll(async () => {
    await bus.close();
    await cluster.stop();
  }, 60_000);

  const declared = async (): Promise<string> => {
    const topic = { ...aTopic(), partitions: 1 };
    await bus.declare([topic]);
    return topic.name;
  };
  const listening = async (topic: string): Promise<Listener> => {
    const listener = new Listener();
    await listener.listen(bus, { group: topic, topics: [topic] });
    await bus.send(topic, 0, [say('first')]);
    await until(() => listener.heard.length === 1);
    return listener;
  };
  const withProducer = async (producer: Producer, work: () => Promise<unknown>): Promise<void> => {
    await producer.connect();
    try {
      await work();
    } finally {
      await producer.disconnect();
    }
  };

  it('is waited for while its transaction is open, and so is what stands behind it', async () => {
    const topic = await declared();
    const listener = await listening(topic);
    const producer = kafka.producer({ transactionalId: topic, idempotent: true, maxInFlightRequests: 1 });
    await withProducer(producer, async () => {
      const transaction = await producer.transaction();
      await transaction.send({ topic, messages: [{ value: 'in a transaction' }] });
      await bus.send(topic, 0, numbered(2));
      // Longer than a broker waits before it answers that there is nothing.
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      expect(await bus.read(topic, 0, 1, 10)).toEqual([]);
      await transaction.commit();
      await until(() => listener.heard.length >= 4);
    });
    expect(listener.texts()).toEqual(['first', 'in a transaction', '0', '1']);
    expect(listener.errors).toEqual([]);
  });

  it('is read however it was compressed', async () => {
    const topic = await declared();
    const listener = await listening(topic);
    const producer = kafka.producer();
    const builtIn = CompressionCodecs[CompressionTypes.ZSTD];
    CompressionCodecs[CompressionTypes.ZSTD] = () => ({
      compress: ({ buffer }: { buffer: Buffer }) => promisify(zstdCompress)(buffer),
      decompress: promisify(zstdDecompress),
    });
    try {
      await withProducer(producer, () =>
        producer.send({ topic, compression: CompressionTypes.ZSTD, messages: [{ value: 'pressed' }] }),
      );
    } finally {
      CompressionCodecs[CompressionTypes.ZSTD] = builtIn;
    }
    await until(() => listener.heard.length >= 2 || listener.errors.length > 0);
    expect(listener.errors).toEqual([]);
    expect(listener.texts()).toEqual(['first', 'pressed']);
  });
});
