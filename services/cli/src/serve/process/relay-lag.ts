import type { EventStore } from '@loyalty/event-store';
import type { Relay, RelayCheckpoints } from '@loyalty/messaging';
import { gauge, type Logger, type Watch, watch } from '@loyalty/service-host';

const behind = gauge('loyalty_relay_lag_events', 'Events of a shard that this process has still to send', ['shard']);
const since = gauge(
  'loyalty_relay_lag_seconds',
  'How long ago the ledger came to know of the first event of a shard that was not sent yet',
  ['shard'],
);

const MEASURE_MS = 2_000;

export interface RelayLag {
  readonly log: Pick<EventStore, 'heads' | 'readShard'>;
  readonly relay: Pick<Relay, 'held'>;
  readonly checkpoints: Pick<RelayCheckpoints, 'read'>;
  readonly now: () => number;
  readonly logger: Pick<Logger, 'warn'>;
}

/** How far the topic is behind the ledger. A shard is shown by the process that sends it, and by no other. */
export function watchRelayLag({ log, relay, checkpoints, now, logger }: RelayLag): Watch {
  return watch({
    everyMs: MEASURE_MS,
    async look() {
      const held = relay.held();
      const sent = await Promise.all(held.map((shard) => checkpoints.read(shard)));
      const heads = await log.heads();
      behind.reset();
      since.reset();
      for (const [index, shard] of held.entries()) {
        const position = sent[index] ?? 0;
        const events = Math.max(0, (heads[shard] ?? 0) - position);
        const [next] = events > 0 ? await log.readShard(shard, position, 1) : [];
        behind.set({ shard: String(shard) }, events);
        since.set({ shard: String(shard) }, next ? Math.max(0, now() - next.recordedAt) / 1000 : 0);
      }
    },
    onError: (error) => logger.warn({ err: error }, 'how far the topic is behind could not be measured'),
  });
}
