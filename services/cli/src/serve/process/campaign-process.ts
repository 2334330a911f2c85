import { CampaignModule, CampaignSegments } from '@loyalty/campaign';
import { accrualV1, campaignV1, enrollmentV1 } from '@loyalty/contracts';
import { served } from '@loyalty/service-host';
import { askAccrual } from '../between/accrual.js';
import { answerForCampaign, givenOf, peopleOf, policyFrom, tierOf } from '../between/campaign.js';
import { askEnrollment } from '../between/enrollment.js';
import { openLedger } from '../open-ledger.js';
import type { ServiceProcess } from './service-process.js';

/** Longer than accrual needs to look; whoever changes a programme does not wait for one that is away. */
const ANNOUNCE_MS_MAX = 2_000;

/** The life of programmes. Writes their streams in the ledger, beside accrual, which keeps its tables up to date. */
export const campaignProcess: ServiceProcess = {
  async open({ settings, clock, connect, teardown, logger }) {
    const connection = connect('accrual', { isNeeded: false });
    const { refreshProgrammes } = askAccrual(connection.client(accrualV1.AccrualService));
    // Asked only by segments of what people have told, and where one member is asked for.
    const enrollment = connect('enrollment', { isNeeded: false });
    const { members, people } = askEnrollment(enrollment.client(enrollmentV1.EnrollmentService));
    // It books nothing of accounts, so there are no points of which metrics would name the programme.
    const store = await openLedger({ url: settings.databaseUrl, clock, migrates: false, programmes: () => [] });
    teardown.add(() => store.close());
    return {
      module: CampaignModule.register({
        database: { url: settings.databaseUrl },
        store,
        clock,
        given: givenOf(store),
        people: peopleOf(members, people),
        tierOf: tierOf(store),
        policy: policyFrom(settings.environment),
        // It looks every second besides, and when it comes up.
        async announce() {
          await within(refreshProgrammes(), ANNOUNCE_MS_MAX).catch((error: unknown) =>
            logger.info({ reason: String(error) }, 'accrual was not told of a change; it looks for itself'),
          );
        },
      }),
      serves: (app) => [
        served(campaignV1.CampaignService, answerForCampaign(app.get(CampaignSegments, { strict: false }))),
      ],
    };
  },
};

async function within(work: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
