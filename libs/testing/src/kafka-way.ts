import { whyKafkaIsMissing } from '@loyalty/kafka-broker';

type Surroundings = Readonly<Record<string, string | undefined>>;

/** How specs come by a broker; or why they cannot, and what would help. */
export type KafkaWay =
  | { readonly by: 'jars' }
  | { readonly by: 'container'; readonly image: string }
  | { readonly by: 'nothing'; readonly why: string };

/**
 * The jars where Java is there, else a container where a Docker daemon has Kafka's image, unless LOYALTY_TEST_KAFKA asks
 * for one of them. The house has looked for both (bin/house/kafka.mjs, docker.mjs) and left what it found.
 */
export function kafkaWay(env: Surroundings = process.env): KafkaWay {
  const asked = env['LOYALTY_TEST_KAFKA'] ?? '';
  const jars = kafkaFromJars(env);
  const container = kafkaInContainer(env);
  switch (asked) {
    case 'jars':
      return jars;
    case 'container':
      return container;
    case '':
      if (jars.by === 'nothing' && container.by === 'nothing')
        return { by: 'nothing', why: `${jars.why}. ${container.why}` };
      return jars.by === 'nothing' ? container : jars;
    default:
      throw new Error(`LOYALTY_TEST_KAFKA is jars or container, not ${asked}`);
  }
}

export function kafkaFromJars(env: Surroundings = process.env): KafkaWay {
  const missing = whyKafkaIsMissing(env);
  return missing === undefined ? { by: 'jars' } : { by: 'nothing', why: missing.message };
}

export function kafkaInContainer(env: Surroundings = process.env): KafkaWay {
  const image = env['LOYALTY_KAFKA_IN_DOCKER'];
  if (image) return { by: 'container', image };
  const why = env['LOYALTY_DOCKER_MISSING'] ?? 'this was not started by a command of the clone';
  return { by: 'nothing', why: `Apache Kafka in a container needs Docker: ${why}` };
}
