import { join } from 'node:path';

/** What the house leaves for us after it has looked for Java and fetched the jars (bin/house/kafka.mjs). */
type Surroundings = Readonly<Record<string, string | undefined>>;

export class KafkaMissing extends Error {
  constructor(why: string) {
    super(
      `Apache Kafka cannot be started here: ${why}; it needs Java 17 or newer and Maven, which fetches its jars, ` +
        'or LOYALTY_KAFKA_HOME, a folder whose libs/ holds the jars of a Kafka',
    );
    this.name = 'KafkaMissing';
  }
}

/** Why no broker can be started; undefined where one can be expected to. */
export function whyKafkaIsMissing(env: Surroundings = process.env): KafkaMissing | undefined {
  if (env['LOYALTY_KAFKA_HOME']) return undefined;
  return new KafkaMissing(env['LOYALTY_KAFKA_MISSING'] ?? 'this was not started by a command of the clone');
}

/** @throws KafkaMissing */
export function classPath(env: Surroundings = process.env): string {
  const missing = whyKafkaIsMissing(env);
  if (missing) throw missing;
  return join(env['LOYALTY_KAFKA_HOME'] ?? '', 'libs', '*');
}

export function javaProgram(env: Surroundings = process.env): string {
  return env['JAVA_HOME'] ? join(env['JAVA_HOME'], 'bin', 'java') : 'java';
}
