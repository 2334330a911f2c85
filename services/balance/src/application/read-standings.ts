import { balanceAt } from '@loyalty/ledger';
import type { Books } from '../domain/effect.js';
import type { AccountStanding, BalanceReads } from './ports.js';
import type { FoldedAccounts } from './folded-accounts.js';

export interface StandingPorts {
  readonly reads: Pick<BalanceReads, 'standings' | 'page'>;
  readonly folded: FoldedAccounts;
  readonly clock: { now(): number };
}

/** The balances of several accounts at once; one that has no events yet is not among them. */
export async function readStandings(
  accounts: readonly string[],
  ports: StandingPorts,
): Promise<readonly AccountStanding[]> {
  return countDue(await ports.reads.standings(accounts), ports);
}

export interface ListPorts extends StandingPorts {
  /** Waits until all that is committed has been read; false when that took too long. */
  readonly caughtUp: (withinMs: number) => Promise<boolean>;
}

export interface NotCaughtUp {
  readonly refused: 'not_caught_up';
}

const EXPORT_WAIT_MS_MAX = 30_000;

/**
 * All balances, page by page in order of account: none comes twice, none is missed. The first page waits for all that
 * was committed before it was asked for, so that an export after an import is of the whole import.
 */
export async function listStandings(
  page: { readonly limit: number; readonly after: string | undefined },
  ports: ListPorts,
): Promise<readonly AccountStanding[] | NotCaughtUp> {
  if (page.after === undefined && !(await ports.caughtUp(EXPORT_WAIT_MS_MAX))) return { refused: 'not_caught_up' };
  return countDue(await ports.reads.page(page), ports);
}

async function countDue(stored: readonly AccountStanding[], ports: StandingPorts): Promise<readonly AccountStanding[]> {
  const now = ports.clock.now();
  const standings: AccountStanding[] = [];
  for (const standing of stored) {
    const isDue = standing.nextDueAt !== null && standing.nextDueAt <= now;
    standings.push(isDue ? await onceBooked(standing, now, ports) : standing);
  }
  return standings;
}

async function onceBooked(standing: AccountStanding, now: number, { folded }: StandingPorts): Promise<AccountStanding> {
  const wallets = balanceAt(await folded.at(standing.account, standing.version), now);
  const books = wallets.map((each): [string, Books] => [
    each.wallet,
    [each.available, each.held, each.pending, each.shortfall],
  ]);
  return { ...standing, wallets: new Map(books) };
}
