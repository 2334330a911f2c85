import type pg from 'pg';
import type { Fault } from '../../chain-check.js';
import type { ShardDigest, Verification, VerifyOptions } from '../../event-store.js';
import type { AnyCategory } from '../../writer/misses.js';
import { findIndexFault } from './index-fault.js';
import { IndexSums } from './index-sums.js';
import { inOneSnapshot, type Session } from './session.js';
import { checkShard } from './shard-check.js';
import { checkSnapshots } from './snapshot-check.js';

export interface Verifiable {
  readonly pool: pg.Pool;
  readonly schema: string;
  readonly shards: number;
  readonly categories: readonly AnyCategory[];
}

/** Recomputes the log at one instant: hashes from the events up, then what is derived from them. */
export function verifyLog(log: Verifiable, options: VerifyOptions): Promise<Verification> {
  return inOneSnapshot(log.pool, (session) => verifyIn(session, log, options));
}

async function verifyIn(session: Session, log: Verifiable, options: VerifyOptions): Promise<Verification> {
  const indexes = new IndexSums(session.indexes, log.schema);
  try {
    return await verifyWith(indexes, { session, log, options });
  } finally {
    await indexes.settled();
  }
}

async function verifyWith(
  indexes: IndexSums,
  { session, log, options }: { session: Session; log: Verifiable; options: VerifyOptions },
): Promise<Verification> {
  const { schema } = log;
  const digests: ShardDigest[] = [];
  let events = 0;
  let batches = 0;
  const bad = (fault: Fault): Verification => ({ ok: false, events, ...fault });

  for (let shard = 0; shard < log.shards; shard += 1) {
    const checked = await checkShard({
      client: session.events,
      schema,
      shard,
      expected: options.expected,
      indexes,
      onEvents(count) {
        events += count;
        options.onProgress?.(events);
      },
    });
    if (checked.fault !== undefined) return bad(checked.fault);
    digests.push(checked.digest);
    batches += checked.batches;
  }
  const heads = digests.map(({ position }) => position);
  const fault =
    ((await indexes.agree()) ? undefined : await findIndexFault(session, { schema, heads })) ??
    (await checkSnapshots({ client: session.events, schema, categories: log.categories })) ??
    (await checkNoOtherShard(session.events, log));
  return fault === undefined ? { ok: true, events, batches, digests } : bad(fault);
}

async function checkNoOtherShard(client: pg.ClientBase, { schema, shards }: Verifiable): Promise<Fault | undefined> {
  const { rows } = await client.query<{ shard: number; position: string }>(
    `select shard, position from ${schema}.events where shard < 0 or shard >= $1 order by shard, position limit 1`,
    [shards],
  );
  if (rows[0] === undefined) return undefined;
  return { shard: rows[0].shard, position: Number(rows[0].position), problem: 'there is no such shard' };
}
