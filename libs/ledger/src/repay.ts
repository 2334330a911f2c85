import { type Account, walletOf } from './account.js';
import { burnOrder, split } from './burn-order.js';
import type { Slice, WalletPoints } from './nouns.js';

/**
 * What of points that become available goes at once to what is owed. While anything is owed no Lot is available, so
 * only the new ones can pay; the soonest to expire pays first.
 */
export function repaidBy(credited: readonly Slice[], account: Account): readonly Slice[] {
  const owed: WalletPoints[] = [];
  for (const { wallet } of credited) {
    const points = walletOf(account, wallet)?.owed ?? 0n;
    if (points > 0n && !owed.some((each) => each.wallet === wallet)) owed.push({ wallet, points });
  }
  return owed.length === 0 ? [] : split([...credited].sort(burnOrder), owed).taken;
}
