import type { PurchaseOutcome } from '@loyalty/contracts';
import { walletOf, type Account } from '@loyalty/ledger';
import { mismatch } from './difference.js';
import type { Versioned } from './streams-at.js';

type Standing = Pick<PurchaseOutcome, 'accountVersion' | 'balances'>;

/** How the account stood after the commit, which is what a till has printed. */
export function standingDiffers({ accountVersion, balances }: Standing, { version, state }: Versioned<Account>) {
  if (version !== accountVersion) {
    return { path: 'outcome.accountVersion', expected: version, found: accountVersion };
  }
  for (const [at, said] of balances.entries()) {
    const wallet = walletOf(state, said.wallet);
    const { inLots = 0n, owed = 0n, held = 0n, pending = 0n, shortfall = 0n } = wallet ?? {};
    const expected = { wallet: said.wallet, available: inLots - owed, held, pending, shortfall };
    const differs = mismatch(expected, said, `outcome.balances.${at}`);
    if (differs) return differs;
  }
  return undefined;
}
