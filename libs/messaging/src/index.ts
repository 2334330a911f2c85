export * from './messaging.js';
export { createKafkaBus } from './kafka/kafka-bus.js';
export type { KafkaBusOptions } from './kafka/client.js';
export { InMemoryBroker } from './in-memory/in-memory-broker.js';
export { createInMemoryBus } from './in-memory/in-memory-bus.js';
export { createPostgresBus, type PostgresBusOptions } from './postgres/postgres-bus.js';
