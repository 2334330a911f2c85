import type { AskedAccount, Balances, Standing, TierSummary } from '@loyalty/balance';
import type { balanceV1 } from '@loyalty/contracts';
import type { RpcClient, RpcHandlers } from '@loyalty/service-host';

type Service = typeof balanceV1.BalanceService;

/** What others ask of balance, as it answers them in another process. */
export function answerForBalance(balances: Balances): RpcHandlers<Service> {
  return {
    async standing({ accounts, programmes }) {
      const standings = await balances.standing(
        accounts.map((account, at) => ({ account, programme: programmes[at] ?? '' })),
      );
      return {
        standings: [...standings].map(([account, { version, balance, tier }]) => ({
          account,
          version: BigInt(version),
          balance: [...balance],
          ...(tier && { tier: sayTier(tier) }),
        })),
      };
    },
  };
}

/** The same, asked from another process. */
export function askBalance(
  client: RpcClient<Service>,
): (asked: readonly AskedAccount[]) => Promise<ReadonlyMap<string, Standing>> {
  return async (asked) => {
    const { standings } = await client.standing({
      accounts: asked.map(({ account }) => account),
      programmes: asked.map(({ programme }) => programme),
    });
    return new Map(
      standings.map(({ account, version, balance, tier }) => [
        account,
        {
          version: Number(version),
          balance: balance.map(({ wallet, available, held, pending }) => ({ wallet, available, held, pending })),
          tier: tier ? readTier(tier) : null,
        },
      ]),
    );
  };
}

function sayTier({ id, until, progress, next }: TierSummary) {
  return {
    ...(id !== null && { id }),
    ...(until !== null && { until: BigInt(until) }),
    progress: sayAmount(progress),
    ...(next && { next: { ...(next.id !== null && { id: next.id }), needed: sayAmount(next.needed) } }),
  };
}

function readTier({ id, until, progress, next }: balanceV1.TierStanding): TierSummary {
  return {
    id: id ?? null,
    until: until === undefined ? null : Number(until),
    progress: readAmount(progress),
    next: next ? { id: next.id ?? null, needed: readAmount(next.needed) } : null,
  };
}

function sayAmount(amount: number | string) {
  return typeof amount === 'number'
    ? { amount: { case: 'count' as const, value: BigInt(amount) } }
    : { amount: { case: 'money' as const, value: amount } };
}

function readAmount(said: balanceV1.TierAmount | undefined): number | string {
  const amount = said?.amount;
  if (amount?.case === undefined) throw new Error('a tier without its amount');
  return amount.case === 'count' ? Number(amount.value) : amount.value;
}
