import { counter, histogram, type Logger, reading, toId } from '@loyalty/service-host';
import type { Dispatcher } from '../../application/webhooks/dispatcher.js';
import type { KeptWebhooks, Watching } from '../../application/webhooks/ports.js';
import type { Outcome } from '../../domain/webhooks/patience.js';

const OUTCOMES: readonly Outcome[] = [
  'delivered',
  'refused',
  'gone',
  'redirected',
  'timed_out',
  'unreachable',
  'address_not_allowed',
];

const deliveries = counter('loyalty_webhook_deliveries_total', 'Attempts to deliver a message by what came of them', [
  'outcome',
]);
const duration = histogram('loyalty_webhook_delivery_duration_seconds', 'Attempts, until the receiver has answered');
const failures = counter('loyalty_webhook_failures_total', 'Failures of our own on the way to a webhook; tried again');

export const webhookName = (id: string): string => toId('whk', id);

/** What an operator is told: the webhook's name, never its address, which may hold a password, nor its secret. */
export function watching(logger: Pick<Logger, 'error' | 'warn'>): Watching {
  for (const outcome of OUTCOMES) deliveries.inc({ outcome }, 0);
  return {
    attempted(_webhook, { outcome, ms }) {
      deliveries.inc({ outcome });
      duration.observe(ms / 1_000);
    },
    parked({ id }, reason) {
      logger.error(
        { webhook: webhookName(id), reason },
        'a webhook was parked: it is told nothing until it is resumed',
      );
    },
    failed(webhook, error) {
      failures.inc();
      logger.warn({ err: error, webhook: webhookName(webhook) }, 'messages of a webhook could not be sent yet');
    },
  };
}

interface Shown {
  readonly dispatcher: Pick<Dispatcher, 'undelivered'>;
  readonly kept: Pick<KeptWebhooks, 'list'>;
  readonly now: () => number;
}

const shown = new Set<Shown>();

/** For as long as this process sends; answers how to stop. */
export function showWebhooks(sender: Shown): () => void {
  shown.add(sender);
  reading(
    'loyalty_webhook_lag_seconds',
    'How long ago the oldest message was recorded that is not taken',
    [],
    (set) => {
      let lag = 0;
      for (const { dispatcher, now } of shown) {
        for (const recordedAt of dispatcher.undelivered().values()) lag = Math.max(lag, (now() - recordedAt) / 1_000);
      }
      set({}, lag);
    },
  );
  reading('loyalty_webhooks_parked', 'Webhooks that are told nothing until a person resumes them', [], async (set) => {
    const lists = await Promise.all([...shown].map(({ kept }) => kept.list()));
    set({}, Math.max(0, ...lists.map((list) => list.filter(({ parkedAt }) => parkedAt !== null).length)));
  });
  return () => void shown.delete(sender);
}
