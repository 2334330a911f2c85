import { toId } from '@loyalty/service-host';
import type { ReadStanding, Standing } from '../../application/ports.js';

type StandingByWireId = (accounts: readonly string[]) => Promise<ReadonlyMap<string, Standing>>;

/** Outside an account is `acc_…`, inside a bare uuid. */
export function standingByBareId(standing: StandingByWireId): ReadStanding {
  return async (accounts) => {
    if (accounts.length === 0) return new Map();
    const bareIds = new Map(accounts.map((account) => [toId('acc', account), account]));
    const found = await standing([...bareIds.keys()]);
    return new Map(
      [...bareIds].flatMap(([wireId, bareId]) => {
        const at = found.get(wireId);
        return at === undefined ? [] : [[bareId, at] as const];
      }),
    );
  };
}
