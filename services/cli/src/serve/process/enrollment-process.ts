import { accrualV1, balanceV1, enrollmentV1 } from '@loyalty/contracts';
import { Enrollment, EnrollmentModule } from '@loyalty/enrollment';
import { served } from '@loyalty/service-host';
import { askAccrual } from '../between/accrual.js';
import { askBalance } from '../between/balance.js';
import { answerForEnrollment } from '../between/enrollment.js';
import type { ServiceProcess } from './service-process.js';

/** The only one that knows who the members are. */
export const enrollmentProcess: ServiceProcess = {
  async open({ settings, clock, connect }) {
    const { programmes, claimWaiting } = askAccrual(connect('accrual').client(accrualV1.AccrualService));
    return {
      module: EnrollmentModule.register({
        database: { url: settings.databaseUrl },
        clock,
        secrets: {
          identityKey: settings.keyOf('LOYALTY_IDENTITY_KEY'),
          masterKey: settings.keyOf('LOYALTY_MASTER_KEY'),
        },
        programmes,
        claimWaiting,
        standing: askBalance(connect('balance').client(balanceV1.BalanceService)),
      }),
      serves: (app) => [
        served(enrollmentV1.EnrollmentService, answerForEnrollment(app.get(Enrollment, { strict: false }))),
      ],
    };
  },
};
