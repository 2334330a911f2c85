import type { FollowedLog } from '@loyalty/event-store';
import type { Clock } from '@loyalty/service-host';
import type { Accounts } from './application/ports.js';

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
  /** False in a process that only answers; another one then reads the ledger. */
  readonly readsLedger?: boolean;
}
