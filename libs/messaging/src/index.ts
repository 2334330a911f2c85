export * from './messaging.js';
export { InMemoryBroker } from './in-memory/in-memory-broker.js';
export { createInMemoryBus } from './in-memory/in-memory-bus.js';
