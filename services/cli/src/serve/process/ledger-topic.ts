import { fromLedgerMessage } from '@loyalty/contracts';
import type { EventStore, FollowedLog, RecordedEvent } from '@loyalty/event-store';
import { type Bus, mirrorLog, type MirroredLog, type Topic } from '@loyalty/messaging';
import { type Clock, counter, type Logger } from '@loyalty/service-host';
import { readTraceparent } from '@loyalty/tracing';
import { LEDGER_TOPIC } from './ledger-message.js';
import { countSend } from './measured-bus.js';
import { showRelayLag } from './relay-lag.js';
import type { RelayData } from './relay-messages.js';
import { RelayThread } from './relay-thread.js';

const sent = counter('loyalty_relay_events_total', 'Events of the ledger sent to the bus', ['shard']);
const missing = counter(
  'loyalty_mirror_missing_events_total',
  'Events of the ledger that the bus had lost, and that were read at their source',
  ['shard'],
);

export interface RelayedLedger {
  readonly bus: Bus;
  readonly store: Pick<EventStore, 'shards' | 'onCommit'>;
  readonly clock: Clock;
  /** For the thread that sends it. */
  readonly data: RelayData;
  readonly logger: Logger;
}

/** Sends the ledger to its topic. Of several processes one sends a shard; another takes over when it is gone. */
export async function relayLedger({ bus, store, clock, data, logger }: RelayedLedger): Promise<() => Promise<void>> {
  await bus.declare([topicFor(store.shards)]);
  const thread = new RelayThread({
    data,
    onCommit: (listener) => store.onCommit(listener),
    onSent: ({ shard, events }) => sent.inc({ shard: String(shard) }, events),
    onSend: countSend,
    onLag: (lags) => showRelayLag(lags, clock.now()),
    onError: (error, shard) => logger.warn({ err: error, shard }, 'the relay of the ledger failed and is tried again'),
  });
  return () => thread.stop();
}

export interface MirroredLedger {
  readonly bus: Bus;
  /** Who reads the ledger itself. */
  readonly source: FollowedLog;
  readonly group: string;
  readonly logger: Logger;
}

/** The ledger as its topic brings it; what the topic has lost is read at the source. */
export async function mirrorLedger({
  bus,
  source,
  group,
  logger,
}: MirroredLedger): Promise<FollowedLog & MirroredLog<RecordedEvent>> {
  const mirror = await mirrorLog({
    bus,
    topic: LEDGER_TOPIC,
    group,
    decode: ({ value, headers }) => fromLedgerMessage(value, readTraceparent(headers['traceparent'])),
    source,
    onError: (error) => logger.warn({ err: error }, 'the topic of the ledger cannot be read; its source is'),
    onMissing: ({ shard, events }) => missing.inc({ shard: String(shard) }, events),
  });
  return { ...mirror, shards: source.shards };
}

function topicFor(partitions: number): Topic {
  return { name: LEDGER_TOPIC, partitions, retentionMs: null, compacted: false };
}
