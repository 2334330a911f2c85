import { Balances, BalanceModule, inThisThread } from '@loyalty/balance';
import { AccrualService, BalanceService, EnrollmentService, LedgerLogService } from '@loyalty/contracts';
import { createPool } from '@loyalty/postgres';
import { served } from '@loyalty/service-host';
import { askAccrual } from '../between/accrual.js';
import { answerForBalance } from '../between/balance.js';
import { askEnrollment } from '../between/enrollment.js';
import { askLedgerLog } from '../between/ledger-log.js';
import type { ServiceProcess } from './service-process.js';

/** One for the projection, the others for a rebuild. */
const PROJECTION_CONNECTIONS_MAX = 8;

/** Reads the ledger as others show it, and answers what accounts hold. */
export const balanceProcess: ServiceProcess = {
  async open({ settings, clock, connect, teardown }) {
    const accrual = connect('accrual');
    const { wallets } = askAccrual(accrual.client(AccrualService));
    const { accounts } = askEnrollment(connect('enrollment').client(EnrollmentService));
    const store = await askLedgerLog(accrual.client(LedgerLogService));
    const pool = createPool(settings.databaseUrl, { max: PROJECTION_CONNECTIONS_MAX });
    teardown.add(() => pool.end());
    return {
      module: BalanceModule.register({
        database: { url: settings.databaseUrl },
        store,
        clock,
        projector: inThisThread({ log: store, pool }),
        accounts: {
          async find(account) {
            const owner = await accounts.find(account);
            if (!owner) return undefined;
            const known = await wallets(owner.programme);
            return { ...owner, ...(known && { wallets: known }) };
          },
        },
      }),
      serves: (app) => [served(BalanceService, answerForBalance(app.get(Balances, { strict: false })))],
    };
  },
};
