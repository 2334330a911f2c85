import { invariant, type Logger, type Watch, watch } from '@loyalty/service-host';
import type { Imbalance } from '@loyalty/ledger';
import { ConservationCheck, type ConservationPorts } from '../../application/accounts/check-conservation.js';

const LOOK_EVERY_MS = 10_000;

/** Every point that was issued is somewhere; of a sample of accounts, for ever. */
export function watchConservation(store: ConservationPorts, logger: Pick<Logger, 'error' | 'warn'>): Watch {
  const conservation = invariant('conservation');
  const check = new ConservationCheck(store);
  return watch({
    everyMs: LOOK_EVERY_MS,
    async look() {
      for (const { account, imbalances } of await check.next()) {
        conservation.checked();
        if (imbalances.length === 0) continue;
        conservation.violated();
        logger.error({ account, imbalances: imbalances.map(inWords) }, 'points of an account are not conserved');
      }
    },
    onError: (error) => logger.warn({ err: error }, 'conservation could not be checked'),
  });
}

function inWords({ wallet, book, posted, found }: Imbalance): string {
  return `${wallet} ${book}: posted ${posted}, found ${found}`;
}
