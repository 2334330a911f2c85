import type { Pool } from 'pg';
import type { ReadinessCheck } from './readiness.js';

/** Ready when the database answers a question. */
export function databaseReadiness(pool: Pool, name = 'database'): ReadinessCheck {
  return {
    name,
    check: () =>
      pool.query('select 1').then(
        () => undefined,
        () => 'cannot be reached',
      ),
  };
}
