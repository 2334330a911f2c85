import { accrualV1, campaignV1, enrollmentV1 } from '@loyalty/contracts';
import { RedemptionModule } from '@loyalty/redemption';
import { readReach, WebhooksModule } from '@loyalty/redemption/webhooks';
import { askAccrual } from '../between/accrual.js';
import { askCampaign } from '../between/campaign.js';
import { askEnrollment, knownOwners } from '../between/enrollment.js';
import { askReviews } from '../between/reviews.js';
import { standingsOf } from '../between/rewards.js';
import { openLedger } from '../open-ledger.js';
import { payoutsFrom } from '../payout-settings.js';
import { followProgrammes } from './followed-programmes.js';
import type { ServiceProcess } from './service-process.js';

/** Another writer of the ledger, beside accrual, which keeps its tables up to date. Its own hold the rewards. */
export const redemptionProcess: ServiceProcess = {
  async open({ settings, clock, connect, teardown, logger }) {
    const accrual = connect('accrual').client(accrualV1.AccrualService);
    const { documents } = askAccrual(accrual);
    const programmes = await followProgrammes({ ask: documents, logger, teardown });
    const { members, contactChanges, together } = askEnrollment(
      connect('enrollment').client(enrollmentV1.EnrollmentService),
    );
    const store = await openLedger({
      url: settings.databaseUrl,
      clock,
      migrates: false,
      programmes: () => programmes.list(),
    });
    teardown.add(() => store.close());
    // Without campaign nobody computes segments, and rewards for some members alone are refused.
    const segments = settings.knows('campaign')
      ? askCampaign(connect('campaign', { isNeeded: false }).client(campaignV1.CampaignService))
      : undefined;
    const payouts = payoutsFrom(settings.environment);
    const latest = async (id: string) => programmes.latest(id);
    const database = { url: settings.databaseUrl };
    const fingerprintKey = settings.keyOf('LOYALTY_FINGERPRINT_KEY');
    const reach = readReach(settings.environment['LOYALTY_WEBHOOKS_ALLOW']);
    const inForce = async () => programmes.list();
    const webhooks = WebhooksModule.register({ database, store, clock, programmes: inForce, fingerprintKey, reach });
    return {
      module: {
        ...RedemptionModule.register({
          catalogue: database,
          store,
          clock,
          fingerprintKey,
          members: knownOwners((questions) => members.resolve(questions)),
          contactChanges,
          together,
          programmes: inForce,
          purchaseReviews: askReviews(accrual),
          ...(payouts && { payouts }),
          ...(segments && { standing: standingsOf({ store, clock, latest, segments }) }),
        }),
        imports: [webhooks],
      },
      serves: () => [],
    };
  },
};
