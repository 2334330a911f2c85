import { parentPort, workerData } from 'node:worker_threads';
import { openLogReader } from '@loyalty/event-store';
import { accountStream } from '@loyalty/ledger';
import { createPool } from '@loyalty/postgres';
import { beginRebuilding, REBUILD_CONNECTIONS } from '../adapters/postgres/begin-rebuilding.js';
import { PROJECTION_VERSION } from '../adapters/postgres/builds.js';
import { rebuild } from '../application/rebuild.js';
import type { FromRebuild, ThreadData } from './messages.js';

if (!parentPort) throw new Error('this runs in a thread that the process of balance starts');
const main = parentPort;
const { databaseUrl, ledger }: ThreadData = workerData;
const tell = (message: FromRebuild): void => main.postMessage(message);

const log = await openLogReader(ledger);
const pool = createPool(databaseUrl, { max: REBUILD_CONNECTIONS });
try {
  const begin = () => beginRebuilding(pool, { version: PROJECTION_VERSION, shards: log.shards });
  const outcome = await rebuild({ log, decode: accountStream.decode, begin }, (progress) =>
    tell({ kind: 'progress', progress }),
  );
  tell({ kind: 'ended', outcome });
} finally {
  await pool.end();
  await log.close();
}
