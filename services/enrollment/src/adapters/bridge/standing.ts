import { toId } from '@loyalty/service-host';
import { gather } from '../../application/gather.js';
import type { ReadStanding, Standing } from '../../application/ports.js';

type StandingByWireId = (accounts: readonly string[]) => Promise<ReadonlyMap<string, Standing>>;

/** Those who ask together share a question. */
const GATHERING = { atOnceMax: 500, lanes: 2 };

/** Outside an account is `acc_…`, inside a bare uuid. */
export function standingByBareId(standing: StandingByWireId): ReadStanding {
  const ask = gather(async (accounts: readonly string[]) => {
    const wireIds = accounts.map((account) => toId('acc', account));
    const found = await standing([...new Set(wireIds)]);
    return wireIds.map((id) => found.get(id));
  }, GATHERING);

  return async (accounts) => {
    if (accounts.length === 0) return new Map();
    const standings = await ask(accounts);
    return new Map(
      accounts.flatMap((account, at) => {
        const stands = standings[at];
        return stands === undefined ? [] : [[account, stands] as const];
      }),
    );
  };
}
