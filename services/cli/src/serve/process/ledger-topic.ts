import { fromLedgerMessage, ledgerEventHeaders, toLedgerMessage } from '@loyalty/contracts';
import type { FollowedLog, PostgresStore, RecordedEvent } from '@loyalty/event-store';
import {
  type Bus,
  createPostgresRelay,
  type Message,
  mirrorLog,
  type MirroredLog,
  startRelay,
  type Topic,
} from '@loyalty/messaging';
import { type Clock, counter, type Logger } from '@loyalty/service-host';
import { readTraceparent } from '@loyalty/tracing';
import type pg from 'pg';
import { watchRelayLag } from './relay-lag.js';

/** The ledger, whole: a shard is a partition, and every message bears its position in it. */
const LEDGER_TOPIC = 'loyalty.ledger.events.v1';
const SOURCE = '/loyalty/ledger';
const RELAY_SCHEMA = 'ledger_relay';

const sent = counter('loyalty_relay_events_total', 'Events of the ledger sent to the bus', ['shard']);
const missing = counter(
  'loyalty_mirror_missing_events_total',
  'Events of the ledger that the bus had lost, and that were read at their source',
  ['shard'],
);

export interface RelayedLedger {
  readonly bus: Bus;
  readonly store: PostgresStore;
  /** For locks and checkpoints. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Sends the ledger to its topic. Of several processes one sends a shard; another takes over when it is gone. */
export async function relayLedger({ bus, store, pool, clock, logger }: RelayedLedger): Promise<() => Promise<void>> {
  await bus.declare([topicFor(store.shards)]);
  const { close, ...state } = await createPostgresRelay({ pool, schema: RELAY_SCHEMA, topic: LEDGER_TOPIC });
  const relay = await startRelay({
    ...state,
    log: store,
    bus,
    topic: LEDGER_TOPIC,
    encode,
    positionOf,
    onError: (error, shard) => logger.warn({ err: error, shard }, 'the relay of a shard failed and is tried again'),
    onSent: ({ shard, events }) => sent.inc({ shard: String(shard) }, events),
  });
  const lag = watchRelayLag({ log: store, relay, checkpoints: state.checkpoints, now: () => clock.now(), logger });
  return async () => {
    await lag.stop();
    await relay.stop();
    await close();
  };
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

function encode(event: RecordedEvent, traceparent: string): Message {
  const headers = ledgerEventHeaders(event, { source: SOURCE });
  headers['traceparent'] = traceparent;
  return { key: event.stream, value: toLedgerMessage(event), headers };
}

function positionOf({ headers }: Message): number | undefined {
  const sequence = headers['ce_source'] === SOURCE ? headers['ce_sequence'] : undefined;
  return sequence === undefined ? undefined : Number(sequence);
}
