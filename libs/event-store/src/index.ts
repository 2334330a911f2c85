export type { Clock } from './clock.js';
export * from './errors.js';
export type * from './event-store.js';
export { follow, type FollowedLog, type Following, type FollowOptions } from './follow.js';
export { createInMemoryStore, type InMemoryOptions } from './in-memory/in-memory-store.js';
export { openLogReader, type LogReader, type LogReaderOptions } from './postgres/log-reader.js';
export { createPostgresStore, type PostgresOptions, type PostgresStore } from './postgres/postgres-store.js';
