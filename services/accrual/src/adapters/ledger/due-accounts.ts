import type { EventStore } from '@loyalty/event-store';
import type { DueAccounts } from '../../application/accounts/book-due.js';
import { DueReader, type DueTable } from './due-reader.js';

/** What the table knows of the time. */
export interface DueQueries {
  dueAt(now: number, limit: number): Promise<readonly string[]>;
  nextDueAt(): Promise<number | undefined>;
}

export function dueAccounts(store: EventStore, table: DueTable & DueQueries): DueAccounts {
  const reader = new DueReader(store, table);
  return {
    caughtUp: () => reader.catchUp(),
    dueAt: (now, limit) => table.dueAt(now, limit),
    async nextDueAt() {
      await reader.catchUp();
      return table.nextDueAt();
    },
  };
}
