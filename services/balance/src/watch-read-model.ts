import { invariant, type Logger, type Watch, watch } from '@loyalty/service-host';
import { ReadModelCheck } from './application/check-read-model.js';
import type { BalanceReads } from './application/ports.js';

const LOOK_EVERY_MS = 10_000;

/** The read model says what the ledger says; of a sample of accounts, for ever. */
export function watchReadModel(
  reads: Pick<BalanceReads, 'page' | 'history'>,
  logger: Pick<Logger, 'error' | 'warn'>,
): Watch {
  const readModel = invariant('read_model_equals_fold');
  const check = new ReadModelCheck(reads);
  return watch({
    everyMs: LOOK_EVERY_MS,
    async look() {
      for (const { account, version, differences, missing } of await check.next()) {
        readModel.checked();
        if (differences.length === 0 && missing === undefined) continue;
        readModel.violated();
        const wallets = differences.map(({ wallet }) => wallet);
        logger.error({ account, version, wallets, missing }, 'the read model does not say what its entries come to');
      }
    },
    onError: (error) => logger.warn({ err: error }, 'the read model could not be checked'),
  });
}
