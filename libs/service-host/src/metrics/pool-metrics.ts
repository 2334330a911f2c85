import { openPools } from '@loyalty/postgres';
import { reading } from './metrics.js';

const NAME = 'db_client_connection_pool_name';

/** Connections of this process, by what they are for; pools of one name are counted together. */
export function observePools(): void {
  const state = 'db_client_connection_state';
  reading('db_client_connection_count', 'Connections by pool and state', [NAME, state], (set) => {
    for (const [name, { idle, used }] of byName()) {
      set({ [NAME]: name, [state]: 'idle' }, idle);
      set({ [NAME]: name, [state]: 'used' }, used);
    }
  });
  reading('db_client_connection_max', 'How many connections a pool may have', [NAME], (set) => {
    for (const [name, { max }] of byName()) set({ [NAME]: name }, max);
  });
  reading('db_client_connection_pending_requests', 'Who waits for a connection of a pool', [NAME], (set) => {
    for (const [name, { waiting }] of byName()) set({ [NAME]: name }, waiting);
  });
}

function byName() {
  const sums = new Map<string, { idle: number; used: number; max: number; waiting: number }>();
  for (const { name, pool } of openPools()) {
    const sum = sums.get(name) ?? { idle: 0, used: 0, max: 0, waiting: 0 };
    sum.idle += pool.idleCount;
    sum.used += pool.totalCount - pool.idleCount;
    sum.max += pool.options.max;
    sum.waiting += pool.waitingCount;
    sums.set(name, sum);
  }
  return sums;
}
