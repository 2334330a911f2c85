import { countersStream, tiersStream } from '@loyalty/accrual';
import { createPostgresStore, type PostgresOptions, type PostgresStore } from '@loyalty/event-store';
import { accountStream } from '@loyalty/ledger';
import { ledgerMetrics } from './ledger-metrics.js';

/** The ledger's writer, and what metrics show of it. */
export async function openLedger(options: Pick<PostgresOptions, 'url' | 'clock' | 'migrates'>): Promise<PostgresStore> {
  const { watch, onLanded } = ledgerMetrics();
  const store = await createPostgresStore({
    ...options,
    categories: [accountStream, countersStream, tiersStream],
    onLanded,
  });
  watch(store);
  return store;
}
