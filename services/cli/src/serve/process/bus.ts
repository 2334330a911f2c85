import { type Bus, createKafkaBus } from '@loyalty/messaging';
import { measuredBus } from './measured-bus.js';
import type { ProcessContext } from './service-process.js';

/** Kafka, where there is one. Connects when it is first needed. */
export function openBus(
  service: string,
  { settings, logger, teardown }: Pick<ProcessContext, 'settings' | 'logger' | 'teardown'>,
): Bus | undefined {
  const { brokers } = settings;
  if (brokers.length === 0) return undefined;
  const bus = measuredBus(
    createKafkaBus({
      brokers,
      clientId: `loyalty-${service}`,
      log: (level, message, details) => logger.debug({ ...details, level }, `kafka: ${message}`),
    }),
  );
  teardown.add(() => bus.close());
  return bus;
}
