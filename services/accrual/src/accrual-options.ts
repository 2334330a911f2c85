import type { EventStore } from '@loyalty/event-store';
import type { CopyBounds } from './application/members/known-members.js';
import type { Accounts, Clock, ContactChanges, Members, Segments } from './application/ports.js';
import type { MemberSource } from './adapters/bus/member-follower.js';

/** What the composition root gives. Ids are in the form in which the ledger carries them (`acc_…`, `mem_…`). */
export interface AccrualOptions {
  readonly store: EventStore;
  /** Of enrollment. */
  readonly members: Members;
  /** Of enrollment. */
  readonly accounts: Accounts;
  /** Of enrollment. */
  readonly contactChanges: ContactChanges;
  /** Of campaign. Absent: a programme that names segments is refused. */
  readonly segments?: Segments;
  readonly clock: Clock;
  /** For the schema `accrual`. Absent: what falls due is kept in memory and read again at each start. */
  readonly database?: { readonly url: string; readonly connectionsMax?: number };
  /** 32 bytes. Keys the fingerprints of what was sent; with another key every repeat looks like other content. */
  readonly fingerprintKey: Buffer;
  /** Where members are another process's: a copy of who is who is kept in the schema `accrual`, which must be there. */
  readonly memberCopy?: MemberCopyOptions;
  /** False where campaign's doors of programmes stand in this process, or are the only ones that may be used. */
  readonly programmeDoors?: boolean;
  /** False in a process that only answers requests: it then does not book what falls due. */
  readonly booksDue?: boolean;
}

export interface MemberCopyOptions {
  /** 32 bytes; enrollment hashes identities with it for us. With another one nobody is found in the copy. */
  readonly recognitionKey: Buffer;
  readonly source: MemberSource;
  readonly shards: number;
  readonly bounds?: Partial<CopyBounds>;
}

const KEY_BYTES = 32;

export function refuseWeakKey({ fingerprintKey, memberCopy }: AccrualOptions): void {
  if (fingerprintKey.length !== KEY_BYTES) throw new Error(`fingerprintKey must be ${KEY_BYTES} bytes`);
  if (memberCopy && memberCopy.recognitionKey.length !== KEY_BYTES)
    throw new Error(`recognitionKey must be ${KEY_BYTES} bytes`);
}
