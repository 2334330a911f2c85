import type { Balances, Standing } from '@loyalty/balance';
import type { balanceV1 } from '@loyalty/contracts';
import type { RpcClient, RpcHandlers } from '@loyalty/service-host';

type Service = typeof balanceV1.BalanceService;

/** What others ask of balance, as it answers them in another process. */
export function answerForBalance(balances: Balances): RpcHandlers<Service> {
  return {
    async standing({ accounts }) {
      const standings = await balances.standing(accounts);
      return {
        standings: [...standings].map(([account, { version, balance }]) => ({
          account,
          version: BigInt(version),
          balance: [...balance],
        })),
      };
    },
  };
}

/** The same, asked from another process. */
export function askBalance(
  client: RpcClient<Service>,
): (accounts: readonly string[]) => Promise<ReadonlyMap<string, Standing>> {
  return async (accounts) => {
    const { standings } = await client.standing({ accounts: [...accounts] });
    return new Map(
      standings.map(({ account, version, balance }) => [
        account,
        {
          version: Number(version),
          balance: balance.map(({ wallet, available, held, pending }) => ({ wallet, available, held, pending })),
        },
      ]),
    );
  };
}
