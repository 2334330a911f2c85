import { join } from 'node:path';
import { createPool, startEmbeddedPostgres } from '@loyalty/postgres';

/** What somebody with access to the database of a stopped home could do to it. Answers the first row. */
export async function byHand(home: string, statement: string): Promise<Record<string, unknown>> {
  const server = await startEmbeddedPostgres({ directory: join(home, 'postgres') });
  const pool = createPool(server.url);
  try {
    return (await pool.query<Record<string, unknown>>(statement)).rows[0] ?? {};
  } finally {
    await pool.end();
    await server.stop();
  }
}
