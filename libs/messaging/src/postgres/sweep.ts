import type { BusTables } from './topics.js';

const CHUNK = 5_000;

/**
 * Drops what no topic promises to keep any longer. Harmless when it runs twice, or twice at once. The database's clock
 * decides, as it did when the messages were taken: that of a process may be an hour ahead.
 */
export async function sweep(tables: BusTables): Promise<void> {
  const { rows } = await tables.pool.query<{
    topic: number;
    partition: number;
    retention: string | null;
    compacted: boolean;
  }>(
    `select head.topic, head.partition, topic.retention_ms as retention, topic.compacted
     from ${tables.schema}.topics as topic join ${tables.schema}.heads as head on head.topic = topic.id
     where topic.compacted or topic.retention_ms is not null`,
  );
  for (const { topic, partition, retention, compacted } of rows) {
    if (compacted) await compact(tables, topic, partition);
    if (retention !== null) await cutOlderThan(tables, { topic, partition, retention });
  }
}

/** The times of a partition only grow, so what is too old stands at its beginning. */
async function cutOlderThan(
  tables: BusTables,
  cut: { readonly topic: number; readonly partition: number; readonly retention: string },
): Promise<void> {
  for (;;) {
    const { rows } = await tables.pool.query<{ before: string | null }>(
      `select max("offset") + 1 as before from (
         select "offset", sent_at from ${tables.schema}.messages
         where topic = $1 and partition = $2 order by "offset" limit $4
       ) as oldest where sent_at < floor(extract(epoch from clock_timestamp()) * 1000)::int8 - $3::int8`,
      [cut.topic, cut.partition, cut.retention, CHUNK],
    );
    const before = rows[0]?.before ?? null;
    if (before === null) return;
    await cutBefore(tables, { ...cut, before: Number(before) });
  }
}

export async function cutBefore(
  { pool, schema }: BusTables,
  cut: { readonly topic: number; readonly partition: number; readonly before: number },
): Promise<void> {
  await pool.query(
    `with head as (
       update ${schema}.heads set first = greatest(first, least($3::int8, next)) where topic = $1 and partition = $2
       returning first
     )
     delete from ${schema}.messages using head where topic = $1 and partition = $2 and "offset" < head.first`,
    [cut.topic, cut.partition, cut.before],
  );
}

async function compact({ pool, schema }: BusTables, topic: number, partition: number): Promise<void> {
  await pool.query(
    `delete from ${schema}.messages as message using (
       select "offset", lead("offset") over (partition by key order by "offset") as later
       from ${schema}.messages where topic = $1 and partition = $2 and key is not null
     ) as seen
     where message.topic = $1 and message.partition = $2 and message."offset" = seen."offset" and seen.later is not null`,
    [topic, partition],
  );
}
