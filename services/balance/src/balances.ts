import type { TierSummary } from '@loyalty/programme';
import type { ContentHash } from './adapters/postgres/content-hash.js';
import type { ShardLag } from './application/projection-lag.js';
import type { RebuildReport } from './application/rebuilds.js';

export interface WalletStanding {
  readonly wallet: string;
  readonly available: bigint;
  readonly held: bigint;
  readonly pending: bigint;
}

export interface Standing {
  readonly version: number;
  readonly balance: readonly WalletStanding[];
  /** Null where the programme has none. */
  readonly tier: TierSummary | null;
}

/** `acc_…`, and the programme that it is of. */
export interface AskedAccount {
  readonly account: string;
  readonly programme: string;
}

/** What other services and operations ask of balance; the composition root bridges it to their ports. */
export abstract class Balances {
  /** By `acc_…`; an account without events and tiers is left out. As fresh as the read model is: some tens of milliseconds. */
  abstract standing(accounts: readonly AskedAccount[]): Promise<ReadonlyMap<string, Standing>>;
  /** Resolves when all that is committed now has been read, by whichever process reads. */
  abstract caughtUp(): Promise<void>;
  abstract lag(): Promise<readonly ShardLag[]>;
  /** Of everything that the read model says; equal for every reading of the same log. */
  abstract contentHash(): Promise<ContentHash>;
  /** Reads the ledger anew beside what serves, and switches to it if both say the same. Resolves when that is over. */
  abstract rebuild(): Promise<RebuildReport>;
}
