import { quoteIdentifier } from '@loyalty/postgres';
import type pg from 'pg';
import { schemaOf } from './projection-tables.js';

export interface ContentHash {
  readonly rows: number;
  /** Of all rows of all tables; the order in which they were written does not show. */
  readonly hash: string;
}

const TABLES = ['accounts', 'entries', 'lots', 'holds', 'causes'];

/** Two versions that have read the log to the same positions must agree in this. */
export async function contentHash(pool: pg.Pool, version: number): Promise<ContentHash> {
  const schema = quoteIdentifier(schemaOf(version));
  const perTable = TABLES.map(
    (
      table,
    ) => `select '${table}' as name, count(*) as rows, coalesce(sum(hashtextextended(it::text, 0)::numeric), 0) as hash
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
