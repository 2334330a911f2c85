import type { Source } from './load.js';

const SHARDS = 8;

/**
 * The number of shards is settled when the store is made and kept in it: a writer that reckoned with another number
 * would put streams where nobody looks for them.
 */
export async function prepareShards({ pool, schema }: Source, wanted: number | undefined): Promise<void> {
  await pool.query(
    `insert into ${schema}.heads (shard) select generate_series(0, $1::int4 - 1)
     where not exists (select from ${schema}.heads) on conflict do nothing`,
    [wanted ?? SHARDS],
  );
  const { rows } = await pool.query<{ count: number }>(`select count(*)::int4 as count from ${schema}.heads`);
  const count = rows[0]?.count ?? 0;
  if (wanted !== undefined && wanted !== count) throw new Error(`the store has ${count} shards, not ${wanted}`);
}
