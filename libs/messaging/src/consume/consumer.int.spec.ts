import { InMemoryBroker } from '../in-memory/in-memory-broker.js';
import { createInMemoryBus } from '../in-memory/in-memory-bus.js';
import { postgresAdapter } from '../postgres/postgres-adapter.features.js';
import { describeConsumer } from './consumer.features.js';

const broker = new InMemoryBroker();

describeConsumer({
  name: 'the bus in memory',
  start: async () => undefined,
  stop: async () => undefined,
  connect: async () => createInMemoryBus(broker),
  cut: async (partition, before) => broker.at(partition).cutBefore(before),
});

describeConsumer(postgresAdapter());
