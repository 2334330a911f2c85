import { fileURLToPath } from 'node:url';
import { migrate, quoteIdentifier } from '@loyalty/postgres';
import type pg from 'pg';
import { LockSession } from '../postgres/lock-session.js';
import type { Locks, RelayCheckpoints } from './relay.js';

export interface PostgresRelayOptions {
  /** One connection of it is kept for the locks. */
  readonly pool: pg.Pool;
  readonly schema: string;
  readonly topic: string;
  /** After so long a silence PostgreSQL takes a relay that hangs for dead. Default 10 s. */
  readonly silenceMaxMs?: number;
}

export interface PostgresRelay {
  readonly locks: Locks;
  readonly checkpoints: RelayCheckpoints;
  /** When the relay has stopped. */
  close(): Promise<void>;
}

const MIGRATIONS = fileURLToPath(new URL('../../src/relay/migrations', import.meta.url));

/**
 * Locks that live as long as their session does, and checkpoints. A relay that hangs may go on for a moment after another
 * has taken over; what it then sends has been sent before, and is dropped by whoever reads.
 */
export async function createPostgresRelay(options: PostgresRelayOptions): Promise<PostgresRelay> {
  const { pool, topic, silenceMaxMs } = options;
  await migrate(pool, { schema: options.schema, directory: MIGRATIONS });
  const schema = quoteIdentifier(options.schema);
  const session = new LockSession({ pool, ...(silenceMaxMs === undefined ? {} : { silenceMaxMs }) });
  return {
    locks: { tryLock: (name) => session.tryLock(`${schema} ${name}`) },
    checkpoints: {
      async read(shard) {
        const { rows } = await pool.query<{ position: string }>(
          `select position from ${schema}.relay_checkpoints where topic = $1 and shard = $2`,
          [topic, shard],
        );
        return Number(rows[0]?.position ?? 0);
      },
      // Not waited for by the disk: losing one costs repeats, and a send is not to cost two commits.
      async write(shard, position) {
        await pool.query({
          name: `relay-checkpoint-${schema}`,
          text: `with hint as materialized (select set_config('synchronous_commit', 'off', true))
            insert into ${schema}.relay_checkpoints (topic, shard, position) select $1, $2::int4, $3::int8 from hint
            on conflict (topic, shard) do update set position = excluded.position`,
          values: [topic, shard, position],
        });
      },
    },
    close: () => session.close(),
  };
}
