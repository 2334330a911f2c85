import { fromId, toId } from '@loyalty/service-host';
import type { AccountStanding } from '../../application/ports.js';
import type { Standing } from '../../balances.js';
import { toldWallets } from '../../domain/wallet-answer.js';

type ReadStandings = (accounts: readonly string[]) => Promise<readonly AccountStanding[]>;

/** Outside an account is `acc_…`, inside a bare uuid. */
export function standingByWireId(read: ReadStandings) {
  return async (accounts: readonly string[]): Promise<ReadonlyMap<string, Standing>> => {
    const bareIds = accounts.flatMap((account) => fromId('acc', account) ?? []);
    if (bareIds.length === 0) return new Map();
    const standings = await read(bareIds);
    return new Map(
      standings.map(({ account, version, wallets }) => [
        toId('acc', account),
        { version, balance: toldWallets(wallets) },
      ]),
    );
  };
}
