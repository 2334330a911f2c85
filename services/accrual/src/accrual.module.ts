import { fileURLToPath } from 'node:url';
import { SetAsideModule } from '@loyalty/messaging/nest';
import { createPool, migrate } from '@loyalty/postgres';
import { counter, fingerprinter, Jobs, LOGGER, type Logger } from '@loyalty/service-host';
import { type DynamicModule, Inject, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Accrual } from './accrual.js';
import { AccrualLifecycle } from './accrual-lifecycle.js';
import { refuseWeakKey, type AccrualOptions } from './accrual-options.js';
import { ACCRUAL_PORTS, type HttpPorts } from './adapters/http/accrual-ports.js';
import { ActionsController } from './adapters/http/actions.controller.js';
import { AdjustmentsController } from './adapters/http/adjustments.controller.js';
import { BatchController } from './adapters/http/batch.controller.js';
import { TransfersController } from './adapters/http/transfers.controller.js';
import { takeProgrammeDocuments } from './adapters/http/programme-documents.js';
import { ProgrammesController } from './adapters/http/programmes.controller.js';
import { PurchasesController } from './adapters/http/purchases.controller.js';
import { QuotesController } from './adapters/http/quotes.controller.js';
import { ReturnsController } from './adapters/http/returns.controller.js';
import { copiedMembers } from './adapters/bus/copied-members.js';
import { PurchasesConsumer } from './adapters/bus/purchases.consumer.js';
import { bookDueJob } from './adapters/job/book-due.job.js';
import { undecidedReviewsJob } from './adapters/job/undecided-reviews.job.js';
import { dueAccounts } from './adapters/ledger/due-accounts.js';
import { dueTableInMemory } from './adapters/ledger/due-table-in-memory.js';
import { watchConservation } from './adapters/ledger/watch-conservation.js';
import { dueTableInPostgres } from './adapters/postgres/due-table.js';
import { applyProgramme } from './application/programmes/apply-programme.js';
import type { DueAccounts } from './application/accounts/book-due.js';
import { claimWaiting } from './application/strangers/claim-waiting.js';
import { giveOccasion, occasionsOf } from './application/actions/give-occasion.js';
import { decideHeld } from './application/reviews/decide-held.js';
import { movePoints } from './application/accounts/move-points.js';
import { lastKnownSegments } from './application/members/last-known-segments.js';
import { ProgrammeCatalogue } from './application/programmes/programme-catalogue.js';

export { Accrual } from './accrual.js';
export type { AccrualOptions, MemberCopyOptions } from './accrual-options.js';
export type { MemberSource } from './adapters/bus/member-follower.js';
export type { ApplyAnswer, ApplyProgramme } from './application/programmes/apply-programme.js';
export type { WaitingClaim } from './application/strangers/claim-waiting.js';
export type { Occasion, ProgrammeOccasions } from './application/actions/give-occasion.js';
export type { DecidedPurchase, DecidePurchase } from './application/reviews/decide-review.js';
export type { MoveAnswer, MovePoints } from './application/accounts/move-points.js';
export type {
  Accounts,
  CoarseFacts,
  ContactChanges,
  Enrolment,
  FactsQuestion,
  Identity,
  Invitation,
  Members,
  Membership,
  Question,
  Recognised,
  SegmentQuestion,
  Segments,
} from './application/ports.js';
export { auditStore } from './application/audit/audit-store.js';
export type { Audit } from './application/audit/audit-ledger.js';
export type { Programmes, ProgrammeVersion } from './application/programmes.js';
export { intakeSeal } from './adapters/bus/intake-seal.js';
export { PURCHASE_TOPIC, readBatchItem } from './adapters/bus/purchase-message.js';
export { PURCHASE_INTAKE } from './adapters/bus/purchases.consumer.js';
export { countersStream } from './domain/streams/counters-stream.js';
export { tiersStream } from './domain/streams/tiers-stream.js';
export { purchaseSchema } from './domain/sent/purchase.schema.js';
export { returnSchema } from './domain/sent/return.schema.js';

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));
const SCHEMA = 'accrual';
/** For the job, … */
const CONNECTIONS_MAX = 2;
/** … and for a copy of who is who, which every purchase may look into. */
const COPY_CONNECTIONS_MAX = 4;

interface Opened {
  readonly ports: HttpPorts;
  readonly due: DueAccounts | undefined;
  readonly programmeDoors: boolean;
  readonly lifecycle: AccrualLifecycle;
}
const OPENED = Symbol('Opened');

/** Purchases in, exact points out. Everything is wired here and nowhere else. */
@Module({})
export class AccrualModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(OPENED) private readonly opened: Opened,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(HttpAdapterHost) private readonly http: HttpAdapterHost,
  ) {}

  static register(options: AccrualOptions): DynamicModule {
    return {
      module: AccrualModule,
      // Also where nothing is taken from a bus: the doors are the same in every shape, and there is nothing behind them.
      imports: [SetAsideModule],
      controllers: [
        PurchasesController,
        QuotesController,
        ReturnsController,
        BatchController,
        ActionsController,
        AdjustmentsController,
        TransfersController,
        ...(hasProgrammeDoors(options) ? [ProgrammesController] : []),
        PurchasesConsumer,
      ],
      providers: [
        { provide: OPENED, useFactory: (logger: Logger) => open(options, logger), inject: [LOGGER] },
        { provide: ACCRUAL_PORTS, useFactory: ({ ports }: Opened) => ports, inject: [OPENED] },
        { provide: Accrual, useFactory: ({ ports }: Opened) => askable(ports), inject: [OPENED] },
      ],
      exports: [Accrual],
    };
  }

  async onModuleInit(): Promise<void> {
    if (this.opened.programmeDoors) takeProgrammeDocuments(this.http.httpAdapter.getInstance());
    const { due, lifecycle, ports } = this.opened;
    if (due) {
      this.jobs.register(bookDueJob({ store: ports.store, due }));
      this.jobs.register(undecidedReviewsJob(ports));
    }
    await lifecycle.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.opened.lifecycle.stop();
  }
}

const hasProgrammeDoors = ({ programmeDoors = true }: AccrualOptions): boolean => programmeDoors;

const failures = counter('accrual_background_failures_total', 'Failures beside the doors, which are tried again', [
  'what',
]);

async function open(options: AccrualOptions, logger: Logger): Promise<Opened> {
  refuseWeakKey(options);
  const { accounts, contactChanges, clock, database, memberCopy, booksDue = true } = options;
  const connectionsMax = CONNECTIONS_MAX + (memberCopy ? COPY_CONNECTIONS_MAX : 0);
  const pool =
    database && createPool(database.url, { max: database.connectionsMax ?? connectionsMax, name: 'accrual' });
  if (pool) await migrate(pool, { schema: SCHEMA, directory: MIGRATIONS });
  const notice = (what: string) => (error: unknown) => {
    failures.inc({ what });
    logger.warn({ err: error }, `${what} failed and is tried again`);
  };

  if (memberCopy && !pool) throw new Error('a copy of who is who needs a database');
  const copied =
    memberCopy && pool
      ? copiedMembers({ copy: memberCopy, elsewhere: options.members, pool, onError: notice('copying who is who') })
      : undefined;
  const members = copied?.members ?? options.members;

  const { store } = options;
  const catalogue = new ProgrammeCatalogue(store);
  await catalogue.refresh();
  const table = pool ? dueTableInPostgres(pool) : dueTableInMemory();
  const fingerprint = fingerprinter(options.fingerprintKey);
  return {
    ports: {
      store,
      members,
      accounts,
      contactChanges,
      clock,
      fingerprint,
      programmes: catalogue,
      catalogue,
      ...(options.segments && { segments: lastKnownSegments(options.segments) }),
    },
    due: booksDue ? dueAccounts(store, table) : undefined,
    programmeDoors: hasProgrammeDoors(options),
    lifecycle: new AccrualLifecycle({
      catalogue,
      pool,
      copied,
      watches: booksDue ? [watchConservation(store, logger)] : [],
      onError: notice('looking for programmes'),
    }),
  };
}

function askable(ports: HttpPorts): Accrual {
  const { catalogue } = ports;
  return {
    programmes: catalogue,
    claimWaiting: (claim) => claimWaiting(claim, ports),
    movePoints: (move) => movePoints(move, ports),
    giveOccasion: (occasion) => giveOccasion(occasion, { ...ports, refresh: () => catalogue.refresh() }),
    occasions: () => occasionsOf(catalogue),
    decideReview: (asked) => decideHeld(asked, ports),
    applyProgramme: (document) => applyProgramme(document, ports),
    refreshProgrammes: () => catalogue.refresh(),
  };
}
