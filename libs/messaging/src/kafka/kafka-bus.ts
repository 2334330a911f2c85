import { BusUnavailable, type Bus, type Subscribed } from '../messaging.js';
import { createKafkaClient, type KafkaBusOptions } from './client.js';
import { patiently } from './kafka-errors.js';
import { KafkaReader } from './kafka-reader.js';
import { PartitionSender } from './partition-sender.js';
import { subscribeTo } from './subscribe.js';
import { declareTopics } from './topics.js';

const SESSION_TIMEOUT_MS = 10_000;
const PATIENCE_MS = 15_000;

/** The bus on Apache Kafka. Connects when it is first needed. */
export function createKafkaBus(options: KafkaBusOptions): Bus {
  const { sessionTimeoutMs = SESSION_TIMEOUT_MS, patienceMs = PATIENCE_MS } = options;
  const client = createKafkaClient(options);
  const connection = client.connection();
  const reader = new KafkaReader(connection, patienceMs);
  const senders = new Map<string, PartitionSender>();
  const subscribed = new Set<Subscribed>();
  let closing: Promise<void> | undefined;

  const refuseClosed = (): void => {
    if (closing) throw new BusUnavailable('the bus is closed');
  };
  const senderTo = (topic: string, partition: number): PartitionSender => {
    const name = `${topic}/${partition}`;
    const sender =
      senders.get(name) ??
      new PartitionSender(
        { topic, partition },
        { kafka: client.kafka, patienceMs, check: () => reader.insistOn({ topic, partition }) },
      );
    senders.set(name, sender);
    return sender;
  };
  const close = async (): Promise<void> => {
    await Promise.all([...subscribed].map((each) => each.stop()));
    await Promise.all([...senders.values()].map((sender) => sender.close()));
    await connection.close();
  };

  return {
    async declare(topics) {
      refuseClosed();
      await patiently('declaring topics', patienceMs, async () => {
        const admin = client.kafka.admin();
        try {
          await admin.connect();
          await declareTopics(admin, topics, options.copies);
        } finally {
          await admin.disconnect();
        }
      });
    },
    partitions: (topic) => reader.partitions(topic),
    async send(topic, partition, messages) {
      refuseClosed();
      return senderTo(topic, partition).send(messages);
    },
    bounds: (topic, partition) => reader.bounds({ topic, partition }),
    read: (topic, partition, from, limit) => reader.read({ topic, partition }, from, limit),
    async subscribe(subscription) {
      refuseClosed();
      for (const topic of subscription.topics) await reader.partitions(topic);
      const made = subscribeTo(subscription, { client, reader, sessionTimeoutMs });
      subscribed.add(made);
      return made;
    },
    close: () => (closing ??= close()),
  };
}
