import { quoteIdentifier } from '@loyalty/postgres';
import type pg from 'pg';
import { type Build, schemaOf } from './builds.js';

interface Index {
  readonly drop: string;
  readonly make: string;
}

/**
 * Indexes that nothing looks into while a build is being filled: those of tables that are only added to, and those that
 * serve readers alone. Made in one go afterwards they cost a fraction of what they cost row by row. Those by which rows
 * are found again, as the balance of an account, stay.
 */
const DEFERRED = `
select
  case when c.oid is null then format('drop index %s', i.indexrelid::regclass)
       else format('alter table %s drop constraint %I', i.indrelid::regclass, c.conname) end as drop,
  case when c.oid is null then pg_get_indexdef(i.indexrelid)
       else format('alter table %s add constraint %I %s', i.indrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) end as make
from pg_index i
join pg_class t on t.oid = i.indrelid
left join pg_constraint c on c.conindid = i.indexrelid
where t.relnamespace = $1::regnamespace and (t.relname in ('entries', 'causes', 'tier_counts') or i.indpred is not null)`;

/** Answers how to make them again. */
export async function deferIndexes(pool: pg.Pool, build: Build): Promise<() => Promise<void>> {
  const { rows } = await pool.query<Index>(DEFERRED, [quoteIdentifier(schemaOf(build))]);
  for (const { drop } of rows) await pool.query(drop);
  return async () => {
    for (const { make } of rows) await pool.query(make);
  };
}
