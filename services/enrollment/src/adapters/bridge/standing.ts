import { toId } from '@loyalty/service-host';
import { gather } from '../../application/gather.js';
import type { ReadStanding } from '../../application/ports.js';
import type { EnrollmentOptions } from '../../enrollment-options.js';

type StandingByWireId = EnrollmentOptions['standing'];

/** Those who ask together share a question. */
const GATHERING = { atOnceMax: 500, lanes: 2 };

/** Outside an account is `acc_…`, inside a bare uuid. */
export function standingByBareId(standing: StandingByWireId): ReadStanding {
  const ask = gather(async (accounts: Parameters<ReadStanding>[0]) => {
    const asked = accounts.map(({ id, programme }) => ({ account: toId('acc', id), programme }));
    const found = await standing([...new Map(asked.map((each) => [each.account, each])).values()]);
    return asked.map(({ account }) => found.get(account));
  }, GATHERING);

  return async (accounts) => {
    if (accounts.length === 0) return new Map();
    const standings = await ask(accounts);
    return new Map(
      accounts.flatMap((account, at) => {
        const stands = standings[at];
        return stands === undefined ? [] : [[account.id, stands] as const];
      }),
    );
  };
}
