import { createSecretKey } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { createPool, migrate } from '@loyalty/postgres';
import { counter, fromId, type Job, Jobs, newUuid } from '@loyalty/service-host';
import { type DynamicModule, Inject, Logger, Module, type OnModuleInit } from '@nestjs/common';
import { keyedFingerprints } from './adapters/crypto/fingerprints.js';
import { standingByBareId } from './adapters/bridge/standing.js';
import { occasionsJob } from './adapters/job/occasions.job.js';
import { AccountsController } from './adapters/http/accounts.controller.js';
import { ENROLLMENT_PORTS, type EnrollmentPorts } from './adapters/http/enrollment-ports.js';
import { HouseholdsController } from './adapters/http/households.controller.js';
import { IdentitiesController } from './adapters/http/identities.controller.js';
import { MergesController } from './adapters/http/merges.controller.js';
import { MembersController } from './adapters/http/members.controller.js';
import { accountDirectory } from './adapters/postgres/account-directory.js';
import { onePerson } from './adapters/postgres/one-person.js';
import { peoplePages } from './adapters/postgres/people-pages.js';
import { Birthdays } from './adapters/postgres/birthdays.js';
import { contactChangesIn } from './adapters/postgres/contact-changes.js';
import { openDataSource, SCHEMA } from './adapters/postgres/data-source.js';
import { enrolMembers } from './adapters/postgres/enrol-members.js';
import { invitationsIn, referralIn } from './adapters/postgres/invitations.js';
import { moveQueue, movesOf } from './adapters/postgres/moves.js';
import { occasionQueue } from './adapters/postgres/occasion-queue.js';
import { PostgresMemberLog } from './adapters/postgres/member-log.js';
import { MemberNews } from './adapters/postgres/member-news.js';
import { profilesIn } from './adapters/postgres/profiles.js';
import { recognitionRows } from './adapters/postgres/recognition-rows.js';
import { RemovalListener } from './adapters/postgres/removal-listener.js';
import { shareIdentities } from './adapters/postgres/share-identities.js';
import { typeormMemberRecords } from './adapters/postgres/typeorm-member-records.js';
import { waitingClaims } from './adapters/postgres/waiting-claims.js';
import { learnWelcoming } from './adapters/postgres/welcoming.js';
import { ClaimCourier } from './application/claim-courier.js';
import { enrolling } from './application/enrol-by-purchase.js';
import { moveCourier } from './application/move-courier.js';
import { occasionCourier } from './application/occasions.js';
import { MembershipCache } from './application/membership-cache.js';
import { resolving } from './application/resolve.js';
import { tellingContactChanges } from './application/tell-contact-changes.js';
import { tellingFacts } from './application/tell-facts.js';
import { Enrollment } from './enrollment.js';
import { refuseWeakSecrets, type EnrollmentOptions } from './enrollment-options.js';
import { EnrollmentLifecycle } from './enrollment-lifecycle.js';

export { recognitionKey } from './adapters/crypto/recognition-key.js';
export type { MemberLog } from './adapters/postgres/member-log.js';
export { Enrollment } from './enrollment.js';
export type { EnrollmentOptions, EnrollmentSecrets } from './enrollment-options.js';
export type { Claim } from './application/claim-courier.js';
export type { AskedMove, MoveAnswer } from './application/move-courier.js';
export type { Occasion, ProgrammeOccasions } from './application/occasions.js';
export type { Enrolment } from './application/enrol-by-purchase.js';
export type { ContactQuestion } from './application/tell-contact-changes.js';
export type { FactsQuestion, ToldFacts } from './application/tell-facts.js';
export type { Standing, WalletStanding } from './application/ports.js';
export type { Answer, Membership, Question } from './application/recognition.js';

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));
const CONNECTIONS_MAX = 5;
const MEMBERSHIPS_CACHED_MAX = 100_000;

interface Opened {
  readonly enrollment: Enrollment;
  readonly ports: EnrollmentPorts;
  readonly lifecycle: EnrollmentLifecycle;
  readonly job: Job;
}
const OPENED = Symbol('Opened');

/** Members and their identities. Everything is wired here and nowhere else. */
@Module({})
export class EnrollmentModule implements OnModuleInit {
  constructor(
    @Inject(OPENED) private readonly opened: Opened,
    @Inject(Jobs) private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this.opened.job);
  }

  static register(options: EnrollmentOptions): DynamicModule {
    return {
      module: EnrollmentModule,
      controllers: [
        MergesController,
        HouseholdsController,
        MembersController,
        IdentitiesController,
        AccountsController,
      ],
      providers: [
        { provide: OPENED, useFactory: () => open(options) },
        { provide: Enrollment, useFactory: ({ enrollment }: Opened) => enrollment, inject: [OPENED] },
        { provide: ENROLLMENT_PORTS, useFactory: ({ ports }: Opened) => ports, inject: [OPENED] },
        { provide: EnrollmentLifecycle, useFactory: ({ lifecycle }: Opened) => lifecycle, inject: [OPENED] },
      ],
      exports: [Enrollment],
    };
  }
}

async function open(options: EnrollmentOptions): Promise<Opened> {
  refuseWeakSecrets(options.secrets);
  const { url, connectionsMax = CONNECTIONS_MAX } = options.database;
  const masterKey = createSecretKey(options.secrets.masterKey);
  const fingerprints = keyedFingerprints(options.secrets.identityKey);
  const pool = createPool(url, { max: connectionsMax, name: 'enrollment' });
  await migrate(pool, { schema: SCHEMA, directory: MIGRATIONS });
  const dataSource = await openDataSource({ url, connectionsMax });

  const cache = new MembershipCache(options.membershipsCachedMax ?? MEMBERSHIPS_CACHED_MAX);
  const courier = new ClaimCourier({
    queue: waitingClaims(pool),
    claimWaiting: options.claimWaiting,
    onFailure: noticeFailedDelivery,
  });
  const occasions = occasionCourier(occasionQueue(pool), options.giveOccasion, noticeFailedOccasion);
  const wakeCourier = () => {
    courier.wake();
    occasions.wake();
  };
  const moves = moveCourier(moveQueue(pool), options.movePoints, noticeFailedMove);
  const rows = recognitionRows(pool, { masterKey, fingerprints, newId: newUuid, wakeCourier });
  const hashing = { hash: fingerprints.identity, readMemberId: (id: string) => fromId('mem', id) };
  const enrol = enrolling({ rows, cache, hashing });
  const memberLog = new PostgresMemberLog(pool);
  const news = new MemberNews({
    log: memberLog,
    share: () => shareIdentities(pool, { masterKey, fingerprints }),
    onError: (error) => logger.warn(`members could not be made ready for other services yet: ${nameOf(error)}`),
  });

  return {
    enrollment: {
      resolve: resolving({ rows, cache, hashing }),
      enrol,
      findAccount: accountDirectory(pool),
      together: onePerson(pool),
      facts: tellingFacts({
        profiles: profilesIn(pool, masterKey),
        invitations: invitationsIn(pool),
        readMemberId: hashing.readMemberId,
      }),
      contactChanges: tellingContactChanges({ changes: contactChangesIn(pool), readMemberId: hashing.readMemberId }),
      people: peoplePages(pool),
      memberLog,
    },
    ports: {
      records: typeormMemberRecords(dataSource, {
        masterKey,
        fingerprints,
        enrol: enrolMembers(pool, { masterKey, fingerprints, wakeCourier }),
      }),
      fingerprints,
      clock: options.clock,
      newId: newUuid,
      programmes: options.programmes,
      standing: standingByBareId(options.standing),
      referral: referralIn(pool),
      wakeCourier,
      forget: (member) => cache.forget(member),
      wakeMoves: () => moves.wake(),
      movesOf: movesOf(pool),
    },
    lifecycle: new EnrollmentLifecycle({
      pool,
      dataSource,
      courier,
      moves,
      occasions,
      listener: new RemovalListener(url, cache),
      news: options.isCopied === true ? news : undefined,
    }),
    job: occasionsJob({
      occasions: options.occasions,
      learn: (programmes) => learnWelcoming(pool, programmes),
      birthdays: new Birthdays(pool, { masterKey, fingerprints }),
      clock: options.clock,
      async deliver() {
        while ((await occasions.deliverDue()) > 0);
      },
      onFailure: noticeFailedOccasion,
    }),
  };
}

const failedDeliveries = counter(
  'enrollment_claims_failed_total',
  'Deliveries of waiting purchases that failed and are tried again',
);
const failedMoves = counter(
  'enrollment_moves_failed_total',
  'Moves of points between accounts that failed and are tried again',
);
const failedOccasions = counter(
  'enrollment_occasions_failed_total',
  'Welcomes and birthdays that could not be given, or not asked for, and are tried again',
);
const logger = new Logger('enrollment');

function noticeFailedOccasion(error: unknown): void {
  failedOccasions.inc();
  logger.warn(`what members earn for by itself could not be given yet: ${nameOf(error)}`);
}

function noticeFailedMove(error: unknown): void {
  failedMoves.inc();
  logger.warn(`points could not be moved to another account yet: ${nameOf(error)}`);
}

function noticeFailedDelivery(error: unknown): void {
  failedDeliveries.inc();
  logger.warn(`purchases that waited for a member could not be handed over yet: ${nameOf(error)}`);
}

/** What a database says may quote a person. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
