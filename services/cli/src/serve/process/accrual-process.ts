import { randomUUID } from 'node:crypto';
import { Accrual, AccrualModule, type MemberCopyOptions } from '@loyalty/accrual';
import { accrualV1, campaignV1, enrollmentV1, ledgerV1, MEMBER_SHARDS } from '@loyalty/contracts';
import type { Bus } from '@loyalty/messaging';
import { createPool } from '@loyalty/postgres';
import { served } from '@loyalty/service-host';
import { answerForAccrual } from '../between/accrual.js';
import { askCampaign, asksForMore, policyFrom } from '../between/campaign.js';
import { askEnrollment } from '../between/enrollment.js';
import { answerForLedgerLog } from '../between/ledger-log.js';
import { askMemberLog } from '../between/member-log.js';
import { openLedger } from '../open-ledger.js';
import { ProgrammesOnceKnown } from '../points/programmes-once-known.js';
import { openBus } from './bus.js';
import { relayLedger } from './ledger-topic.js';
import { declareMembers, mirrorMembers } from './member-topic.js';
import { migrateIntake, purchaseIntake } from './purchase-intake.js';
import type { ProcessContext, ServiceProcess } from './service-process.js';

/** One for each partition that is handled. */
const BUS_CONNECTIONS_MAX = 8;

/** The writer of the ledger. */
export const accrualProcess: ServiceProcess = {
  async open({ settings, clock, connect, teardown, logger }) {
    const known = new ProgrammesOnceKnown();
    const store = await openLedger({ url: settings.databaseUrl, clock, programmes: known.list });
    teardown.add(() => store.close());
    const bus = openBus('accrual', { settings, logger, teardown });
    const recognitionKey = settings.keyIfSet('LOYALTY_RECOGNITION_KEY');
    // With a copy of who is who, known members can buy while enrollment is away.
    const enrollment = connect('enrollment', { isNeeded: recognitionKey === undefined });
    const { members, accounts, contactChanges } = askEnrollment(enrollment.client(enrollmentV1.EnrollmentService));
    // Without campaign nobody computes segments, and documents with them are refused at accrual's own door.
    const segments = settings.knows('campaign')
      ? askCampaign(connect('campaign', { isNeeded: false }).client(campaignV1.CampaignService))
      : undefined;
    const source = askMemberLog(enrollment.client(enrollmentV1.MemberLogService));
    const memberCopy = recognitionKey && (await copyOf({ recognitionKey, source, bus, logger, teardown }));
    const pool = createPool(settings.databaseUrl, { max: BUS_CONNECTIONS_MAX, name: 'bus' });
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
        contactChanges,
        ...(segments && { segments }),
        programmeDoors: !asksForMore(policyFrom(settings.environment)),
        ...(memberCopy && { memberCopy }),
      }),
      serves: (app) => {
        const accrual = app.get(Accrual, { strict: false });
        known.of(accrual);
        return [
          served(accrualV1.AccrualService, answerForAccrual(accrual)),
          served(ledgerV1.LedgerLogService, answerForLedgerLog(store)),
        ];
      },
      ...(bus && {
        onBus: (app) => [
          ...(memberCopy ? [declaring(bus)] : []),
          () => relayLedger({ bus, store, clock, logger, data: relayDataOf(settings) }),
          purchaseIntake({ app, bus, pool, logger, fingerprintKey }),
        ],
      }),
    };
  },
};

type CopySource = Pick<MemberCopyOptions, 'recognitionKey' | 'source'> &
  Pick<ProcessContext, 'logger' | 'teardown'> & { readonly bus: Bus | undefined };

/** By the topic where there is one; every process keeps its own memory right, so each reads all of it, in a group of its own. */
async function copyOf({ recognitionKey, source, bus, logger, teardown }: CopySource): Promise<MemberCopyOptions> {
  if (!bus) return { recognitionKey, source, shards: MEMBER_SHARDS };
  const mirror = await mirrorMembers({ bus, source, group: `accrual-members-${randomUUID()}`, logger });
  teardown.add(() => mirror.stop());
  return { recognitionKey, source: mirror, shards: MEMBER_SHARDS };
}

/** Nothing runs from then on, so there is nothing to stop. */
const declaring = (bus: Bus) => async () => {
  await declareMembers(bus);
  return async () => undefined;
};

const relayDataOf = ({ databaseUrl, brokers }: ProcessContext['settings']) => ({ databaseUrl, brokers });
