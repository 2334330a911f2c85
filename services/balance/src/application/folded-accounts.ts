import { accountStream, type Account } from '@loyalty/ledger';
import type { BalanceReads } from './ports.js';

const KEPT_MAX = 200;
const PAGE = 2_000;

/**
 * Accounts as the ledger's own rules see them, folded from their entries. Needed only where something is due that is
 * not booked yet: what then counts as booked is decided by the very code that will book it. Those last asked for are
 * kept, so that a busy account is folded once and then only goes on.
 */
export class FoldedAccounts {
  private readonly kept = new Map<string, { readonly version: number; readonly state: Account }>();

  constructor(private readonly reads: Pick<BalanceReads, 'history'>) {}

  async at(account: string, version: number): Promise<Account> {
    const kept = this.kept.get(account);
    let { version: folded, state } =
      kept && kept.version <= version ? kept : { version: 0, state: accountStream.initial() };
    while (folded < version) {
      const events = await this.reads.history(account, { after: folded, upTo: version, limit: PAGE });
      if (events.length === 0) throw new Error(`account ${account} has no entry of version ${folded + 1}`);
      for (const stored of events) {
        state = accountStream.evolve(state, accountStream.decode(stored));
        folded = stored.version;
      }
    }
    this.keep(account, { version, state });
    return state;
  }

  private keep(account: string, folded: { readonly version: number; readonly state: Account }): void {
    this.kept.delete(account);
    this.kept.set(account, folded);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= KEPT_MAX) break;
      this.kept.delete(oldest);
    }
  }
}
