import type { FollowedLog } from '@loyalty/event-store';
import type { Clock } from '@loyalty/service-host';
import type { Accounts, KnownProgrammes } from './application/ports.js';
import type { Projector } from './application/projector.js';

/** What the composition root gives. */
export interface BalanceOptions {
  readonly store: FollowedLog;
  readonly database: {
    readonly url: string;
    readonly connectionsMax?: number;
  };
  readonly clock: Clock;
  /** Of enrollment. */
  readonly accounts: Accounts;
  /** Of accrual: in whose words entries are told. Absent: wallets are called by their ids. */
  readonly programmes?: KnownProgrammes;
  readonly projector: Projector;
  /** False in a process that only answers; another one then follows the ledger. */
  readonly followsLedger?: boolean;
}
