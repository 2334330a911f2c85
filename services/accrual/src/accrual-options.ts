import type { EventStore } from '@loyalty/event-store';
import type { Accounts, Clock, Members } from './application/ports.js';

/** What the composition root gives. Ids are in the form in which the ledger carries them (`acc_…`, `mem_…`). */
export interface AccrualOptions {
  readonly store: EventStore;
  /** Of enrollment. */
  readonly members: Members;
  /** Of enrollment. */
  readonly accounts: Accounts;
  readonly clock: Clock;
  /** For the schema `accrual`. Absent: what falls due is kept in memory and read again at each start. */
  readonly database?: { readonly url: string; readonly connectionsMax?: number };
  /** 32 bytes. Keys the fingerprints of what was sent; with another key every repeat looks like other content. */
  readonly fingerprintKey: Buffer;
  /** False in a process that only answers requests: it then does not book what falls due. */
  readonly booksDue?: boolean;
}

const KEY_BYTES = 32;

export function refuseWeakKey({ fingerprintKey }: AccrualOptions): void {
  if (fingerprintKey.length !== KEY_BYTES) throw new Error(`fingerprintKey must be ${KEY_BYTES} bytes`);
}
