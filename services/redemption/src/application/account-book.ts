import type { BalanceAfter } from '@loyalty/contracts';
import type { Account, LedgerEvent } from '@loyalty/ledger';
import type { Programme } from '@loyalty/programme';
import { fromId } from '@loyalty/service-host/values';

export function accountStreamId(account: string): string {
  const stream = fromId('acc', account);
  if (stream === undefined) throw new Error(`'${account}' is no id of an account`);
  return stream;
}

/** All wallets of the programme, in its order, and those that the account has besides. */
export function balancesOf({ wallets }: Account, programme: Programme | undefined): readonly BalanceAfter[] {
  const ids = programme ? [...programme.wallets.keys()] : [];
  const others = wallets.map(({ wallet }) => wallet).filter((wallet) => !ids.includes(wallet));
  return [...ids, ...others].map((id) => {
    const wallet = wallets.find((each) => each.wallet === id);
    if (!wallet) return { wallet: id, available: 0n, held: 0n, pending: 0n, shortfall: 0n };
    const { inLots, owed, held, pending, shortfall } = wallet;
    return { wallet: id, available: inLots - owed, held, pending, shortfall };
  });
}

export const dated = (event: LedgerEvent) => ({ event, occurredAt: event.occurredAt });
