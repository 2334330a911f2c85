export { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded/server.js';
export { isMigrated, migrate, type Migrations } from './migrate.js';
export { createPool, type NamedPool, openPools, type PoolOptions } from './pool.js';
export { quoteIdentifier } from './identifier.js';
export { errorCode, refusedWith } from './error-code.js';
