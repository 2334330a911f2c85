import { parentPort, workerData } from 'node:worker_threads';
import { openLogReader } from '@loyalty/event-store';
import { createKafkaBus, createPostgresRelay, startRelay } from '@loyalty/messaging';
import { createPool } from '@loyalty/postgres';
import { watch } from '@loyalty/service-host';
import { startTracing } from '@loyalty/tracing';
import { encodeLedgerEvent, LEDGER_TOPIC, positionOfMessage, RELAY_SCHEMA } from './ledger-message.js';
import { measureRelayLag } from './relay-lag.js';
import type { FromRelay, RelayData, ToRelay } from './relay-messages.js';
import { timedSends } from './timed-sends.js';

/** For what is read; shards are read one after the other as they are sent. */
const LOG_CONNECTIONS_MAX = 2;
/** One for the locks, one for the checkpoints. */
const RELAY_CONNECTIONS_MAX = 2;
const MEASURE_MS = 2_000;

/** The relay in a thread of its own. What fails here before it runs ends the thread, and whoever made it makes another. */
const { databaseUrl, brokers } = workerData as RelayData;
const tell = (message: FromRelay): void => parentPort?.postMessage(message);

// Of the process, whose collector is the same: should spans not be exported, it says so.
const tracing = await startTracing({ service: 'loyalty', environment: process.env, onError: () => undefined });
const log = await openLogReader({ url: databaseUrl, connectionsMax: LOG_CONNECTIONS_MAX });
const pool = createPool(databaseUrl, { max: RELAY_CONNECTIONS_MAX });
const bus = timedSends(createKafkaBus({ brokers, clientId: 'loyalty-accrual-relay' }), (send) =>
  tell({ kind: 'send', ...send }),
);
const { close, ...state } = await createPostgresRelay({ pool, schema: RELAY_SCHEMA, topic: LEDGER_TOPIC });
const listeners = new Set<(shard: number) => void>();
const relay = await startRelay({
  ...state,
  log: {
    heads: () => log.heads(),
    readShard: (shard, after, limit) => log.readShard(shard, after, limit),
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  },
  bus,
  topic: LEDGER_TOPIC,
  encode: encodeLedgerEvent,
  positionOf: positionOfMessage,
  onError: (error, shard) => tell({ kind: 'failed', reason: String(error), shard }),
  onSent: ({ shard, events }) => tell({ kind: 'sent', shard, events }),
});

const lag = watch({
  everyMs: MEASURE_MS,
  look: async () =>
    tell({ kind: 'behind', shards: await measureRelayLag({ log, relay, checkpoints: state.checkpoints }) }),
  onError: (error) => tell({ kind: 'failed', reason: String(error) }),
});

parentPort?.on('message', (message: ToRelay) => {
  if (message.kind === 'committed') {
    for (const shard of message.shards) for (const listener of listeners) listener(shard);
    return;
  }
  void (async () => {
    await lag.stop();
    await relay.stop();
    await close();
    await bus.close();
    await Promise.all([log.close(), pool.end()]);
    await tracing.stop();
    // Of the thread alone. The Kafka client may have left a timer that would hold it.
    process.exit();
  })();
});
