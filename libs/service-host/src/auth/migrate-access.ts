import { fileURLToPath } from 'node:url';
import { migrate } from '@loyalty/postgres';
import type { Pool } from 'pg';

/** Creates or updates the schema `access`: API keys, idempotency keys, the test clock. */
export async function migrateAccess(pool: Pool): Promise<void> {
  const directory = fileURLToPath(new URL('../../migrations', import.meta.url));
  await migrate(pool, { schema: 'access', directory });
}
