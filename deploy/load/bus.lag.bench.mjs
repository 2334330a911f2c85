import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKafka } from '@loyalty/kafka-broker';
import { startServices } from './bus/services.mjs';
import { lagRounds } from './http/lag-rounds.mjs';

const ALLOWED_MS = 500;

/** @type {import('./bench.mjs').Bench} */
export default {
  shows: 'the same as lag, services apart and the ledger over Kafka, ÷ the 500 ms allowed',
  onRequestOnly: true,
  async run(context) {
    const directory = await mkdtemp(join(tmpdir(), 'loyalty-bench-'));
    const cluster = await startKafka({ directory, disposable: true });
    try {
      const services = await startServices(context.server, cluster.brokers);
      try {
        return await lagRounds(services, context, ALLOWED_MS);
      } finally {
        await services.stop();
      }
    } finally {
      await cluster.stop();
      await rm(directory, { recursive: true });
    }
  },
};
