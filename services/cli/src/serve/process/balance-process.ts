import { randomUUID } from 'node:crypto';
import { Balances, BalanceModule, inThisThread } from '@loyalty/balance';
import { accrualV1, balanceV1, enrollmentV1, ledgerV1 } from '@loyalty/contracts';
import { createPool } from '@loyalty/postgres';
import { served } from '@loyalty/service-host';
import { askAccrual } from '../between/accrual.js';
import { answerForBalance } from '../between/balance.js';
import { askEnrollment } from '../between/enrollment.js';
import { askLedgerLog } from '../between/ledger-log.js';
import { knownProgrammes } from './known-programmes.js';
import { openBus } from './bus.js';
import { mirrorLedger } from './ledger-topic.js';
import type { ServiceProcess } from './service-process.js';

/** One for the projection, the others for a rebuild. */
const PROJECTION_CONNECTIONS_MAX = 8;

/** Reads the ledger as others show it, and answers what accounts hold. */
export const balanceProcess: ServiceProcess = {
  async open({ settings, clock, connect, teardown, logger }) {
    const accrual = connect('accrual');
    const { wallets, documents } = askAccrual(accrual.client(accrualV1.AccrualService));
    const { accounts } = askEnrollment(connect('enrollment').client(enrollmentV1.EnrollmentService));
    const source = await askLedgerLog(accrual.client(ledgerV1.LedgerLogService));
    const bus = openBus('balance', { settings, logger, teardown });
    // A group of this process alone: only who has the right to write reads, and then all partitions.
    const group = `balance-${randomUUID()}`;
    const mirror = bus && (await mirrorLedger({ bus, source, group, logger }));
    if (mirror) teardown.add(() => mirror.stop());
    const pool = createPool(settings.databaseUrl, { max: PROJECTION_CONNECTIONS_MAX, name: 'projection' });
    teardown.add(() => pool.end());
    return {
      module: BalanceModule.register({
        database: { url: settings.databaseUrl },
        // A reader of the feed takes no news from the projection.
        store: source,
        clock,
        programmes: knownProgrammes(documents),
        projector: inThisThread({ log: mirror ?? source, pool }),
        accounts: {
          async find(account) {
            const owner = await accounts.find(account);
            if (!owner) return undefined;
            const known = await wallets(owner.programme);
            return { ...owner, ...(known && { wallets: known }) };
          },
        },
      }),
      serves: (app) => [served(balanceV1.BalanceService, answerForBalance(app.get(Balances, { strict: false })))],
    };
  },
};
