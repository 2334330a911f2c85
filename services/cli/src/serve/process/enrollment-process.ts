import { accrualV1, balanceV1, enrollmentV1 } from '@loyalty/contracts';
import { Enrollment, EnrollmentModule } from '@loyalty/enrollment';
import { createPool } from '@loyalty/postgres';
import { served } from '@loyalty/service-host';
import { askAccrual } from '../between/accrual.js';
import { askBalance } from '../between/balance.js';
import { answerForEnrollment } from '../between/enrollment.js';
import { answerForMemberLog } from '../between/member-log.js';
import { openBus } from './bus.js';
import { relayMembers } from './member-topic.js';
import type { ServiceProcess } from './service-process.js';

/** For the locks and checkpoints of the relay. */
const RELAY_CONNECTIONS_MAX = 2;

/** The only one that knows who the members are. */
export const enrollmentProcess: ServiceProcess = {
  async open({ settings, clock, connect, teardown, logger }) {
    const accrual = askAccrual(connect('accrual').client(accrualV1.AccrualService));
    const bus = openBus('enrollment', { settings, logger, teardown });
    const pool = createPool(settings.databaseUrl, { max: RELAY_CONNECTIONS_MAX });
    teardown.add(() => pool.end());
    return {
      module: EnrollmentModule.register({
        database: { url: settings.databaseUrl },
        clock,
        secrets: {
          identityKey: settings.keyOf('LOYALTY_IDENTITY_KEY'),
          masterKey: settings.keyOf('LOYALTY_MASTER_KEY'),
        },
        programmes: accrual.programmes,
        claimWaiting: accrual.claimWaiting,
        movePoints: accrual.movePoints,
        occasions: accrual.occasions,
        giveOccasion: accrual.giveOccasion,
        standing: askBalance(connect('balance').client(balanceV1.BalanceService)),
        isCopied: true,
      }),
      serves: (app) => {
        const enrollment = app.get(Enrollment, { strict: false });
        return [
          served(enrollmentV1.EnrollmentService, answerForEnrollment(enrollment)),
          served(enrollmentV1.MemberLogService, answerForMemberLog(enrollment.memberLog)),
        ];
      },
      ...(bus && {
        onBus: (app) => {
          const { memberLog: log } = app.get(Enrollment, { strict: false });
          return [() => relayMembers({ bus, log, pool, logger })];
        },
      }),
    };
  },
};
