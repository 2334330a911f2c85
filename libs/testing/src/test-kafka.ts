import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKafka, whyKafkaIsMissing, type KafkaCluster, type KafkaOptions } from '@loyalty/kafka-broker';

/** A real broker of one's own, or three; gone after `stop`, with all it kept. */
export async function startTestKafka(options: Pick<KafkaOptions, 'nodes' | 'properties'> = {}): Promise<KafkaCluster> {
  const directory = await mkdtemp(join(tmpdir(), 'loyalty-kafka-'));
  const cluster = await startKafka({ ...options, directory, disposable: true });
  return {
    ...cluster,
    async stop() {
      await cluster.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

type Describe = (title: string, body: () => void) => void;

/**
 * Jest's `describe`, for specs that need a broker. Where none can be started they are counted as not run, and `npm test`
 * says so; CI requires them, so there they fail.
 */
export function whereKafkaIs(describe: Describe & { readonly skip: Describe }): Describe {
  const missing = whyKafkaIsMissing();
  if (missing === undefined || process.env['CI']) return describe;
  return (title, body) => describe.skip(`${title} (not run: ${missing.message})`, body);
}
