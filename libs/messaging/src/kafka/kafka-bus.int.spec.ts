import { describe } from '@jest/globals';
import { startTestKafka, whereKafkaIs } from '@loyalty/testing';
import kafkajs from 'kafkajs';
import { describeBus } from '../messaging.features.js';
import { createKafkaBus } from './kafka-bus.js';

let cluster: Awaited<ReturnType<typeof startTestKafka>> | undefined;
const brokers = (): readonly string[] => cluster?.brokers ?? [];

whereKafkaIs(describe)('the bus on Kafka', () => {
  describeBus({
    name: 'Kafka',
    async start() {
      cluster = await startTestKafka();
    },
    stop: async () => cluster?.stop(),
    connect: async () => createKafkaBus({ brokers: brokers(), clientId: 'contract' }),
    async cut({ topic, partition }, before) {
      const admin = new kafkajs.Kafka({ brokers: [...brokers()], logLevel: kafkajs.logLevel.NOTHING }).admin();
      await admin.connect();
      // Or it does not know whom to ask.
      await admin.fetchTopicOffsets(topic);
      await admin.deleteTopicRecords({ topic, partitions: [{ partition, offset: String(before) }] });
      await admin.disconnect();
    },
  });
});
