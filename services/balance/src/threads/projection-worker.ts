import { parentPort, workerData } from 'node:worker_threads';
import { openLogReader } from '@loyalty/event-store';
import { accountStream } from '@loyalty/ledger';
import { createPool } from '@loyalty/postgres';
import { startTracing } from '@loyalty/tracing';
import { openSession } from '../adapters/postgres/projection-session.js';
import { PROJECTION_VERSION } from '../adapters/postgres/builds.js';
import { LedgerReader } from '../application/read-ledger.js';
import { type FromProjection, portable, type ThreadData, type ToProjection } from './messages.js';

/**
 * A waiting reader asks to hurry at least this often, so nobody waits when it was not asked for so long. Then nobody is
 * told what was written: at full load that is thousands of accounts a second.
 */
const LISTENED_TO_MS = 1_000;

if (!parentPort) throw new Error('this runs in a thread that the process of balance starts');
const main = parentPort;
const { databaseUrl, ledger }: ThreadData = workerData;
const tell = (message: FromProjection): void => main.postMessage(message);

// A thread has spans of its own; the trace crosses with the events of the log, which bear it. Should they not be
// exported, the process says so, whose collector is the same.
const tracing = await startTracing({ service: 'loyalty', environment: process.env, onError: () => undefined });
const log = await openLogReader(ledger);
const pool = createPool(databaseUrl, { max: 2 });
const committed = new Set<(shard: number) => void>();
let listenedToUntil = 0;

const reader = new LedgerReader({
  log: {
    ...log,
    onCommit(listener) {
      committed.add(listener);
      return () => committed.delete(listener);
    },
  },
  decode: accountStream.decode,
  openSession: () => openSession(pool, PROJECTION_VERSION),
  onWritten(accounts) {
    if (performance.now() < listenedToUntil) tell({ kind: 'written', accounts });
  },
  onError: (error, shard) => tell({ kind: 'failed', error: portable(error), shard }),
});

main.on('message', (message: ToProjection) => {
  switch (message.kind) {
    case 'committed':
      for (const shard of message.shards) for (const listener of committed) listener(shard);
      return;
    case 'hurry':
      listenedToUntil = performance.now() + LISTENED_TO_MS;
      return reader.hurry();
    case 'look-again':
      return reader.lookAgain();
    case 'stop':
      return void stop();
    default:
      throw new Error(`nobody knows ${JSON.stringify(message satisfies never)}`);
  }
});

/** With the port closed and the pools ended nothing keeps the thread, and it ends by itself. */
async function stop(): Promise<void> {
  await reader.stop();
  await pool.end();
  await log.close();
  await tracing.stop();
  main.close();
}

reader.start();
tell({ kind: 'running' });
