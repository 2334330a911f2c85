import { quoteIdentifier } from '@loyalty/postgres';
import type pg from 'pg';
import { type Build, schemaOf } from './builds.js';

export interface ContentHash {
  readonly rows: number;
  /** Of all rows of all tables; the order in which they were written does not show. */
  readonly hash: string;
}

/** What a build says, and by whom each table is compared. */
export const CONTENT = {
  accounts: 'account',
  entries: 'account',
  lots: 'account',
  holds: 'account',
  causes: 'stream',
  tier_counts: 'stream',
};

/** Of one row. Rows of a group are summed, so that their order does not show. */
export const ROW_HASH = 'hash_record_extended(it, 0)';

/** Two builds of a version that have read the log to the same positions must agree in this. */
export async function contentHash(pool: pg.Pool, build: Build): Promise<ContentHash> {
  const schema = quoteIdentifier(schemaOf(build));
  const perTable = Object.keys(CONTENT).map(
    (table) => `select '${table}' as name, count(*) as rows, coalesce(sum(${ROW_HASH}), 0) as hash
                from ${schema}.${table} as it`,
  );
  const result = await pool.query<{ rows: string; hash: string }>(
    `select sum(rows) as rows, encode(sha256(convert_to(string_agg(name || ':' || rows || ':' || hash, ',' order by name), 'UTF8')), 'hex') as hash
     from (${perTable.join(' union all ')}) as tables`,
  );
  const [row] = result.rows;
  if (!row) throw new Error('a query without groups answers one row');
  return { rows: Number(row.rows), hash: row.hash };
}
