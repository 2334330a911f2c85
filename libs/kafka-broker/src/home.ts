import { join } from 'node:path';

/** What the house leaves for us after it has looked for Java and fetched the jars (bin/house/kafka.mjs). */
type Surroundings = Readonly<Record<string, string | undefined>>;

export class KafkaMissing extends Error {
  constructor(why: string) {
    super(
      `Apache Kafka cannot be started here: ${why}. It needs Java 17 or newer and Maven, which fetches its jars; ` +
        'or LOYALTY_KAFKA_HOME, a folder whose libs/ holds the jars of a Kafka',
    );
    this.name = 'KafkaMissing';
  }
}

/** Whether a broker can be expected to start. */
export function kafkaIsHere(env: Surroundings = process.env): boolean {
  return Boolean(env['LOYALTY_KAFKA_HOME']);
}

/** @throws KafkaMissing */
export function classPath(env: Surroundings = process.env): string {
  const home = env['LOYALTY_KAFKA_HOME'];
  if (!home) throw new KafkaMissing(env['LOYALTY_KAFKA_MISSING'] ?? 'this was not started by a command of the clone');
  return join(home, 'libs', '*');
}

export function javaProgram(env: Surroundings = process.env): string {
  return env['JAVA_HOME'] ? join(env['JAVA_HOME'], 'bin', 'java') : 'java';
}
