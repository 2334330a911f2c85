import { InMemoryBroker } from '../in-memory/in-memory-broker.js';
import { createInMemoryBus } from '../in-memory/in-memory-bus.js';
import { describeRelay } from './relay.features.js';

const broker = new InMemoryBroker();

describeRelay({
  name: 'the bus in memory',
  start: async () => undefined,
  stop: async () => undefined,
  connect: async () => createInMemoryBus(broker),
  cut: async (partition, before) => broker.at(partition).cutBefore(before),
});
