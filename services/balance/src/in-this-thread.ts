import type { FollowedLog } from '@loyalty/event-store';
import { accountStream } from '@loyalty/ledger';
import type pg from 'pg';
import { beginRebuilding } from './adapters/postgres/begin-rebuilding.js';
import { PROJECTION_VERSION } from './adapters/postgres/builds.js';
import { openSession } from './adapters/postgres/projection-session.js';
import type { Projector } from './application/projector.js';
import { LedgerReader } from './application/read-ledger.js';
import { rebuild } from './application/rebuild.js';

export interface InThisThread {
  /** One that no other thread could read: in memory, or brought by a topic. */
  readonly log: FollowedLog;
  /** Of whoever gives it: a connection for the projection, and those of a rebuild. */
  readonly pool: pg.Pool;
}

/** The read model is made by the loop that answers requests: in a process that does little else. */
export function inThisThread({ log, pool }: InThisThread): Projector {
  const { decode } = accountStream;
  return {
    follow: (listener) =>
      new LedgerReader({ ...listener, log, decode, openSession: () => openSession(pool, PROJECTION_VERSION) }),
    rebuild: (onProgress, signal) => {
      const begin = () => beginRebuilding(pool, { version: PROJECTION_VERSION, shards: log.shards });
      return rebuild({ log, decode, begin }, (progress) => {
        // Every page is told of, so it is given up with the next one: a process that is to end does not read a ledger first.
        if (progress.phase !== 'switched') signal.throwIfAborted();
        onProgress(progress);
      });
    },
  };
}
