import { setTimeout as sleep } from 'node:timers/promises';
import { FileDatabase } from './file-database.features.js';
import { createKafkaBus } from './kafka-bus.js';

/** A consumer in a process of its own, to be killed or stopped by a test; says what becomes of each batch. */
const [brokers = '', topic = '', directory = '', session = ''] = process.argv.slice(2);
const database = new FileDatabase(directory, 'child');
const tell = (line: string): void => void process.stdout.write(`${line}\n`);

const bus = createKafkaBus({ brokers: brokers.split(','), clientId: 'child', sessionTimeoutMs: Number(session) });
await bus.subscribe({
  group: topic,
  topics: [topic],
  batchMax: 20,
  placeOf: database.placeOf,
  handle: async (batch) => {
    tell('begins');
    await sleep(10);
    tell(batch.isRevoked() ? 'revoked' : 'stores');
    database.store(batch);
  },
  onError: (error) => tell(`failed: ${String(error)}`),
});
