import { writeSync } from 'node:fs';
import { createPool } from '@loyalty/postgres';
import { createPostgresBus } from './postgres-bus.js';

/** A member of a group that can be killed or stopped: it prints what it is given, and keeps its places in the database. */
const [url = '', topic = '', group = ''] = process.argv.slice(2);
const pool = createPool(url, { max: 6 });
const bus = await createPostgresBus({ pool, silenceMaxMs: 1_000 });

await bus.subscribe({
  group,
  topics: [topic],
  batchMax: 5,
  onError: () => undefined,
  async placeOf({ partition }) {
    const { rows } = await pool.query<{ next: string }>('select next from places where partition = $1', [partition]);
    return rows[0] === undefined ? undefined : Number(rows[0].next);
  },
  async handle({ partition, messages, isRevoked }) {
    if (isRevoked()) return;
    await pool.query(
      'insert into places values ($1, $2) on conflict (partition) do update set next = greatest(places.next, excluded.next)',
      [partition, (messages.at(-1)?.offset ?? 0) + 1],
    );
    writeSync(1, `${partition}\n`);
  },
});
writeSync(1, 'here\n');
