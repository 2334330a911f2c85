import type pg from 'pg';

/** Two connections that see the log as it was at one instant, whatever is written meanwhile. */
export interface Session {
  /** Reads the events. */
  readonly events: pg.PoolClient;
  /** Is asked about the indexes while events are read. */
  readonly indexes: pg.PoolClient;
}

const READ_ONLY = 'begin isolation level repeatable read read only';

export async function inOneSnapshot<Result>(
  pool: pg.Pool,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const events = await pool.connect();
  try {
    const indexes = await pool.connect();
    try {
      await events.query(READ_ONLY);
      const { rows } = await events.query<{ id: string }>('select pg_export_snapshot() as id');
      await indexes.query(READ_ONLY);
      await indexes.query(`set transaction snapshot '${rows[0]?.id ?? ''}'`);
      return await work({ events, indexes });
    } finally {
      await indexes.query('rollback').catch(() => undefined);
      indexes.release();
    }
  } finally {
    await events.query('rollback').catch(() => undefined);
    events.release();
  }
}
