import type { AccountVersions } from './account-versions.js';
import type { FoldedAccounts } from './folded-accounts.js';
import type { Accounts, BalanceReads, KnownProgrammes } from './ports.js';

export interface AccountQuestion {
  /** Its uuid. */
  readonly account: string;
  /** The answer must not be older; zero asks for what is there. */
  readonly minVersion: number;
}

export type AccountRefusal =
  | { readonly refused: 'account_not_found' }
  | { readonly refused: 'not_there_yet'; readonly version: number; readonly minVersion: number };

export interface ReadPorts {
  readonly reads: BalanceReads;
  readonly versions: AccountVersions;
  readonly folded: FoldedAccounts;
  readonly directory: AccountDirectory;
  readonly clock: { now(): number };
  readonly programmes: KnownProgrammes;
  /** The stream of a purchase's, a return's or a redemption's wire id. */
  readonly streamOf: (id: string) => string | undefined;
}

/** Enrollment's accounts, by uuid; what it says of an account never changes, so it is remembered. */
export interface AccountDirectory {
  find: (account: string) => ReturnType<Accounts['find']>;
}

export interface FoundAccount {
  readonly programme: string | null;
  readonly wallets: readonly string[];
}

/** Waits for the version that is asked for, then for whoever knows the account: the ledger, or enrollment. */
export async function findAccount(question: AccountQuestion, ports: ReadPorts): Promise<FoundAccount | AccountRefusal> {
  const { account, minVersion } = question;
  if (minVersion > 0) {
    const wait = await ports.versions.atLeast(account, minVersion);
    if (!wait.reached) return { refused: 'not_there_yet', version: wait.version, minVersion };
  }
  const enrolled = await ports.directory.find(account);
  if (enrolled) return { programme: enrolled.programme, wallets: enrolled.wallets ?? [] };
  const version = minVersion > 0 ? minVersion : await ports.reads.version(account);
  return version > 0 ? { programme: null, wallets: [] } : { refused: 'account_not_found' };
}
