import { accrualV1, enrollmentV1 } from '@loyalty/contracts';
import { RedemptionModule } from '@loyalty/redemption';
import { askAccrual } from '../between/accrual.js';
import { askEnrollment, knownOwners } from '../between/enrollment.js';
import { openLedger } from '../open-ledger.js';
import { followProgrammes } from './followed-programmes.js';
import type { ServiceProcess } from './service-process.js';

/** Another writer of the ledger, beside accrual, which keeps its tables up to date. Its own hold the rewards. */
export const redemptionProcess: ServiceProcess = {
  async open({ settings, clock, connect, teardown, logger }) {
    const { documents } = askAccrual(connect('accrual').client(accrualV1.AccrualService));
    const programmes = await followProgrammes({ ask: documents, logger, teardown });
    const { members } = askEnrollment(connect('enrollment').client(enrollmentV1.EnrollmentService));
    const store = await openLedger({ url: settings.databaseUrl, clock, migrates: false, programmes });
    teardown.add(() => store.close());
    return {
      module: RedemptionModule.register({
        catalogue: { url: settings.databaseUrl },
        store,
        clock,
        fingerprintKey: settings.keyOf('LOYALTY_FINGERPRINT_KEY'),
        members: knownOwners((questions) => members.resolve(questions)),
        programmes: async () => programmes(),
      }),
      serves: () => [],
    };
  },
};
