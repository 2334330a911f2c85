import { Accrual, AccrualModule, countersStream } from '@loyalty/accrual';
import { accrualV1, enrollmentV1, ledgerV1 } from '@loyalty/contracts';
import { createPostgresStore } from '@loyalty/event-store';
import { accountStream } from '@loyalty/ledger';
import { createPool } from '@loyalty/postgres';
import { served } from '@loyalty/service-host';
import { answerForAccrual } from '../between/accrual.js';
import { askEnrollment } from '../between/enrollment.js';
import { answerForLedgerLog } from '../between/ledger-log.js';
import { openBus } from './bus.js';
import { relayLedger } from './ledger-topic.js';
import { migrateIntake, purchaseIntake } from './purchase-intake.js';
import type { ServiceProcess } from './service-process.js';

/** One for each partition that is handled, and those of the relay. */
const BUS_CONNECTIONS_MAX = 10;

/** The writer of the ledger. */
export const accrualProcess: ServiceProcess = {
  async open({ settings, clock, connect, teardown, logger }) {
    const store = await createPostgresStore({
      url: settings.databaseUrl,
      clock,
      categories: [accountStream, countersStream],
    });
    teardown.add(() => store.close());
    const { members, accounts } = askEnrollment(connect('enrollment').client(enrollmentV1.EnrollmentService));
    const bus = openBus('accrual', { settings, logger, teardown });
    const pool = createPool(settings.databaseUrl, { max: BUS_CONNECTIONS_MAX });
    teardown.add(() => pool.end());
    const fingerprintKey = settings.keyOf('LOYALTY_FINGERPRINT_KEY');
    if (bus) await migrateIntake(pool);
    return {
      module: AccrualModule.register({
        database: { url: settings.databaseUrl },
        store,
        clock,
        fingerprintKey,
        members,
        accounts,
      }),
      serves: (app) => [
        served(accrualV1.AccrualService, answerForAccrual(app.get(Accrual, { strict: false }))),
        served(ledgerV1.LedgerLogService, answerForLedgerLog(store)),
      ],
      ...(bus && {
        onBus: (app) => [
          () => relayLedger({ bus, store, pool, logger }),
          purchaseIntake({ app, bus, pool, logger, fingerprintKey }),
        ],
      }),
    };
  },
};
