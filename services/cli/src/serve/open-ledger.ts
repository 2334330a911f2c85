import { countersStream, tiersStream } from '@loyalty/accrual';
import { createPostgresStore, type EventStore, type PostgresOptions } from '@loyalty/event-store';
import { accountStream } from '@loyalty/ledger';
import { stockStream } from '@loyalty/redemption';
import type { Programme } from '@loyalty/programme';
import { ledgerMetrics } from './ledger-metrics.js';
import { countedStore } from './points/counted-store.js';
import { countingPoints } from './points/counting-points.js';

export interface LedgerOptions extends Pick<PostgresOptions, 'url' | 'clock' | 'migrates'> {
  /** Those that are known at the moment: metrics name the programme of what is booked because it was due. */
  readonly programmes: () => readonly Programme[];
}

/** The ledger's writer, and what metrics show of it. */
export async function openLedger({ programmes, ...options }: LedgerOptions): Promise<EventStore> {
  const { watch, onLanded } = ledgerMetrics();
  const categories = [accountStream, countersStream, tiersStream, stockStream];
  const store = await createPostgresStore({ ...options, categories, onLanded });
  watch(store);
  return countedStore(store, countingPoints(programmes));
}
