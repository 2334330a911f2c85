export { appsOnPostgres } from './apps-on-postgres.js';
export { RUN_SOURCE } from './run-source.js';
export { createTestDatabase, type TestDatabase } from './test-database.js';
export { startTestPostgres, type TestPostgres } from './test-postgres.js';
export { startSource } from './source-process.js';
export { startTestKafka, whereKafkaIs } from './test-kafka.js';
