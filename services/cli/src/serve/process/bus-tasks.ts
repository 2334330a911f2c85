import { BusUnavailable } from '@loyalty/messaging';
import { type Logger, outageProblem, type Readiness } from '@loyalty/service-host';
import { untilThere } from './until-there.js';

type Start = () => Promise<() => Promise<void>>;

export interface BusTasks {
  /** Rejects when one can never be begun, as when a topic is not as declared. */
  readonly failed: Promise<never>;
  stop(): Promise<void>;
}

/** Begins what needs the bus as soon as the bus is there, and says in readiness that it is waited for until then. */
export function beginOnBus(
  starts: readonly Start[],
  { logger, readiness }: { logger: Logger; readiness: Readiness },
): BusTasks {
  const stopping = new AbortController();
  let waiting = starts.length;
  readiness.register({ name: 'kafka', check: async () => (waiting > 0 ? 'cannot be reached' : undefined) });
  const begun = starts.map(async (start) => {
    const stop = await untilThere(start, {
      signal: stopping.signal,
      isOutage: (error) => error instanceof BusUnavailable || outageProblem(error) !== undefined,
      onWait: (error) => logger.warn({ reason: String(error) }, 'the bus is not there yet; it is waited for'),
    });
    waiting -= 1;
    return stop;
  });
  const failed = Promise.all(begun).then(
    () => new Promise<never>(() => undefined),
    (error: unknown) => {
      if (stopping.signal.aborted) return new Promise<never>(() => undefined);
      throw error;
    },
  );
  return {
    failed,
    async stop() {
      stopping.abort();
      for (const result of await Promise.allSettled(begun)) if (result.status === 'fulfilled') await result.value();
    },
  };
}
