import { type Logger, watch } from '@loyalty/service-host';
import { Dispatcher } from '../../application/webhooks/dispatcher.js';
import type { WebhookPorts } from '../../application/webhooks/ports.js';
import { showWebhooks, watching } from './watching.js';

export interface Pace {
  readonly lookEveryMs: number;
  /** For so long nobody else sends where a process was killed. */
  readonly leaseMs: number;
}

/** A lease outlasts an attempt, so that who is slow is not taken for dead. */
export const PACE: Pace = { lookEveryMs: 250, leaseMs: 15_000 };
const PRUNE_EVERY_MS = 60_000;

export interface Running {
  stop(): Promise<void>;
}

/** Sends for as long as this process lives. `clock` is the log's: by it is told how old the oldest message is. */
export function runDispatcher(
  ports: WebhookPorts,
  {
    logger,
    clock,
    pace,
  }: { readonly logger: Pick<Logger, 'error' | 'warn'>; readonly clock: () => number; readonly pace: Pace },
): Running {
  const dispatcher = new Dispatcher(ports, { leaseMs: pace.leaseMs, watching: watching(logger) });
  const hide = showWebhooks({ dispatcher, kept: ports.kept, now: clock });
  const looking = watch({
    everyMs: pace.lookEveryMs,
    look: () => dispatcher.look(),
    onError: (error) => logger.warn({ err: error }, 'webhooks could not be looked at'),
  });
  const pruning = watch({
    everyMs: PRUNE_EVERY_MS,
    look: () => ports.kept.prune(),
    onError: (error) => logger.warn({ err: error }, 'old attempts of webhooks could not be forgotten'),
  });
  return {
    async stop() {
      hide();
      await looking.stop();
      await pruning.stop();
      await dispatcher.stop();
    },
  };
}
