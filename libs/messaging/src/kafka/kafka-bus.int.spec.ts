import { afterAll, beforeAll, describe } from '@jest/globals';
import { startTestKafka, whereKafkaIs } from '@loyalty/testing';
import kafkajs from 'kafkajs';
import { describeConsumer } from '../consume/consumer.features.js';
import { describeBus, type BusAdapter } from '../messaging.features.js';
import { describeRelay } from '../relay/relay.features.js';
import { createKafkaBus } from './kafka-bus.js';

whereKafkaIs(describe)('on Apache Kafka', () => {
  let cluster: Awaited<ReturnType<typeof startTestKafka>>;
  beforeAll(async () => {
    cluster = await startTestKafka();
  }, 120_000);
  afterAll(() => cluster.stop(), 60_000);

  const adapter: BusAdapter = {
    name: 'Kafka',
    // One broker for all suites.
    start: async () => undefined,
    stop: async () => undefined,
    connect: async () => createKafkaBus({ brokers: cluster.brokers, clientId: 'contract' }),
    async cut({ topic, partition }, before) {
      const admin = new kafkajs.Kafka({ brokers: [...cluster.brokers], logLevel: kafkajs.logLevel.NOTHING }).admin();
      await admin.connect();
      // Or it does not know whom to ask.
      await admin.fetchTopicOffsets(topic);
      await admin.deleteTopicRecords({ topic, partitions: [{ partition, offset: String(before) }] });
      await admin.disconnect();
    },
  };
  describeBus(adapter);
  describeConsumer(adapter);
  describeRelay(adapter);
});
