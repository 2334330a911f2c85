import type { Pool, PoolClient } from 'pg';
import type { DueQueries } from '../ledger/due-accounts.js';
import type { DueTable } from '../ledger/due-reader.js';

export function dueTableInPostgres(pool: Pool): DueTable & DueQueries {
  return {
    checkpoints: (shards) => readCheckpoints(pool, shards),
    save: (due, read) => save(pool, due, read),
    async dueAt(now, limit) {
      const { rows } = await pool.query<{ account: string }>(
        'select account from accrual.due_accounts where next_due_at <= $1 order by next_due_at, account limit $2',
        [now, limit],
      );
      return rows.map(({ account }) => account);
    },
    async nextDueAt() {
      const { rows } = await pool.query<{ at: string | null }>(
        'select min(next_due_at) as at from accrual.due_accounts',
      );
      const at = rows[0]?.at;
      return at === null || at === undefined ? undefined : Number(at);
    },
  };
}

async function readCheckpoints(pool: Pool, shards: number): Promise<readonly number[]> {
  await pool.query(
    `insert into accrual.due_checkpoints (shard, position)
     select shard, 0 from generate_series(0, $1 - 1) as shard on conflict do nothing`,
    [shards],
  );
  const { rows } = await pool.query<{ position: string }>(
    'select position from accrual.due_checkpoints order by shard',
  );
  return rows.map(({ position }) => Number(position));
}

/**
 * Effect and checkpoint in one transaction, which begins at the checkpoint: whoever finds that another process has
 * moved it leaves. It need not wait for the disk: what a crash loses is read again.
 */
async function save(
  pool: Pool,
  due: ReadonlyMap<string, number | null>,
  { shard, after, until }: { shard: number; after: number; until: number },
): Promise<boolean> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin; set local synchronous_commit = off');
    const { rowCount } = await client.query(
      'update accrual.due_checkpoints set position = $3 where shard = $1 and position = $2',
      [shard, after, until],
    );
    if (rowCount === 1) await saveDue(client, due);
    await client.query('commit');
    return rowCount === 1;
  } catch (error) {
    await client.query('rollback').catch((cause: unknown) => (broken = cause instanceof Error ? cause : undefined));
    throw error;
  } finally {
    client.release(broken);
  }
}

async function saveDue(client: PoolClient, due: ReadonlyMap<string, number | null>): Promise<void> {
  const quiet = [...due].flatMap(([account, at]) => (at === null ? [account] : []));
  const falling = [...due].filter((entry): entry is [string, number] => entry[1] !== null);
  if (quiet.length > 0) await client.query('delete from accrual.due_accounts where account = any($1::uuid[])', [quiet]);
  if (falling.length === 0) return;
  await client.query(
    `insert into accrual.due_accounts (account, next_due_at)
     select * from unnest($1::uuid[], $2::bigint[])
     on conflict (account) do update set next_due_at = excluded.next_due_at`,
    [falling.map(([account]) => account), falling.map(([, at]) => at)],
  );
}
