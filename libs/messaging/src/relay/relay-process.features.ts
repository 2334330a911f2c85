import { createPool } from '@loyalty/postgres';
import { createPostgresBus } from '../postgres/postgres-bus.js';
import { encode, positionOf } from './growing-log.features.js';
import { createPostgresRelay } from './postgres-relay.js';
import { startRelay, type Positioned } from './relay.js';

/** A relay that can be killed or stopped, of a log that is one row per shard: how far it has come. */
const [url = '', topic = '', silenceMaxMs = '', tryEveryMs = ''] = process.argv.slice(2);
const pool = createPool(url, { max: 12 });
const bus = await createPostgresBus({ pool });
const { locks, checkpoints } = await createPostgresRelay({
  pool,
  schema: 'relay',
  topic,
  silenceMaxMs: Number(silenceMaxMs),
});

const heads = async (): Promise<readonly number[]> => {
  const { rows } = await pool.query<{ head: string }>('select head from log order by shard');
  return rows.map(({ head }) => Number(head));
};

await startRelay({
  log: {
    heads,
    async readShard(shard, after, limit) {
      const events = Math.min(limit, ((await heads())[shard] ?? 0) - after);
      return Array.from({ length: Math.max(0, events) }, (_, index): Positioned => ({ position: after + index + 1 }));
    },
    onCommit: () => () => undefined,
  },
  ...{ bus, topic, encode, positionOf, locks, checkpoints },
  ...{ batchMax: 10, pollMs: 5, tryEveryMs: Number(tryEveryMs) },
  onError: () => undefined,
});
