import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKafka, type KafkaCluster, type KafkaOptions } from '@loyalty/kafka-broker';
import { kafkaWay, type KafkaWay } from './kafka-way.js';

export type TestKafkaOptions = Pick<KafkaOptions, 'nodes' | 'properties'>;

/** A real broker of one's own, or three, from its jars or in containers; gone after `stop`, with all it kept. */
export async function startTestKafka(options: TestKafkaOptions = {}): Promise<KafkaCluster> {
  return startTestKafkaBy(kafkaWay(), options);
}

/** @throws where the way leads to nothing, with the reason. */
export async function startTestKafkaBy(way: KafkaWay, options: TestKafkaOptions): Promise<KafkaCluster> {
  switch (way.by) {
    case 'nothing':
      throw new Error(way.why);
    case 'container': {
      // Testcontainers is much to load, and most specs never need it.
      const { startKafkaInContainers } = await import('./kafka-in-containers.js');
      return startKafkaInContainers({ ...options, image: way.image });
    }
    case 'jars':
      return fromJars(options);
  }
}

async function fromJars(options: TestKafkaOptions): Promise<KafkaCluster> {
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
type JestDescribe = Describe & { readonly skip: Describe };

/**
 * Jest's `describe`, for specs that need a broker. Where none can be started they are counted as not run, and `npm test`
 * says so; CI requires them, so there they fail.
 */
export function whereKafkaIs(describe: JestDescribe): Describe {
  return process.env['CI'] ? describe : whereThereIs(kafkaWay(), describe);
}

/** The same for specs of one way, which not even CI has everywhere. */
export function whereThereIs(way: KafkaWay, describe: JestDescribe): Describe {
  if (way.by !== 'nothing') return describe;
  return (title, body) => describe.skip(`${title} (not run: ${way.why})`, body);
}
