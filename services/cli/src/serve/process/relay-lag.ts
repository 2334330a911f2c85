import type { EventStore } from '@loyalty/event-store';
import type { Relay, RelayCheckpoints } from '@loyalty/messaging';
import { gauge } from '@loyalty/service-host';
import type { ShardBehind } from './relay-messages.js';

const behind = gauge('loyalty_relay_lag_events', 'Events of a shard that this process has still to send', ['shard']);
const since = gauge(
  'loyalty_relay_lag_seconds',
  'How long ago the ledger came to know of the first event of a shard that was not sent yet',
  ['shard'],
);

export interface RelayLag {
  readonly log: Pick<EventStore, 'heads' | 'readShard'>;
  readonly relay: Pick<Relay, 'held'>;
  readonly checkpoints: Pick<RelayCheckpoints, 'read'>;
}

/** How far the topic is behind the ledger. A shard is measured by the process that sends it, and by no other. */
export async function measureRelayLag({ log, relay, checkpoints }: RelayLag): Promise<readonly ShardBehind[]> {
  const held = relay.held();
  const sent = await Promise.all(held.map((shard) => checkpoints.read(shard)));
  const heads = await log.heads();
  return Promise.all(
    held.map(async (shard, index) => {
      const position = sent[index] ?? 0;
      const events = Math.max(0, (heads[shard] ?? 0) - position);
      const [next] = events > 0 ? await log.readShard(shard, position, 1) : [];
      return { shard, events, since: next?.recordedAt };
    }),
  );
}

/** In place of what was shown before. */
export function showRelayLag(shards: readonly ShardBehind[], now: number): void {
  behind.reset();
  since.reset();
  for (const each of shards) {
    const labels = { shard: String(each.shard) };
    behind.set(labels, each.events);
    since.set(labels, each.since === undefined ? 0 : Math.max(0, now - each.since) / 1000);
  }
}
