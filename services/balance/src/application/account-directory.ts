import type { AccountDirectory } from './find-account.js';
import type { Accounts } from './ports.js';

const KEPT_MAX = 50_000;
/** Whose an account is never changes, but its programme may get a wallet. */
const KEPT_MS = 30_000;

/** Asks enrollment once in a while per account. Not knowing is not remembered: the account may come the next moment. */
export function rememberAccounts(accounts: Accounts, toWireId: (account: string) => string): AccountDirectory {
  const kept = new Map<string, { readonly found: Awaited<ReturnType<Accounts['find']>>; readonly until: number }>();
  return {
    async find(account) {
      const known = kept.get(account);
      if (known && known.until > performance.now()) return known.found;
      const found = await accounts.find(toWireId(account));
      if (found) {
        if (kept.size >= KEPT_MAX) kept.clear();
        kept.set(account, { found, until: performance.now() + KEPT_MS });
      }
      return found;
    },
  };
}
