export * from './messaging.js';
export { createKafkaBus } from './kafka/kafka-bus.js';
export type { KafkaBusOptions } from './kafka/client.js';
export { InMemoryBroker } from './in-memory/in-memory-broker.js';
export { createInMemoryBus } from './in-memory/in-memory-bus.js';
export { createPostgresBus, type PostgresBusOptions } from './postgres/postgres-bus.js';
export {
  migrateConsumer,
  startConsumer,
  type Consumer,
  type ConsumerOptions,
  type ConsumerTables,
} from './consume/consumer.js';
export type { Seal } from './consume/envelope.js';
export type { ConsumerObserver, Gapless, Handling, HandlingContext, Incoming } from './consume/handling.js';
export { Quarantine, type QuarantineOptions, type Replayed } from './consume/quarantine.js';
export type { DeadLetter, DeadLetterItem, ParkedKey, ParkedKeyItem } from './consume/set-aside-rows.js';
export { createInMemoryCheckpoints, InMemoryLocks } from './relay/in-memory-relay.js';
export { mirrorLog, type MirroredLog, type MirrorOptions } from './relay/mirrored-log.js';
export { createPostgresRelay, type PostgresRelay, type PostgresRelayOptions } from './relay/postgres-relay.js';
export {
  startRelay,
  type HeldLock,
  type Locks,
  type Positioned,
  type Relay,
  type RelayCheckpoints,
  type RelayOptions,
  type ShardedLog,
} from './relay/relay.js';
