import { fileURLToPath } from 'node:url';
import type { EventStore } from '@loyalty/event-store';
import { createPool, migrate } from '@loyalty/postgres';
import { counter, LOGGER, type Logger, newUuid } from '@loyalty/service-host';
import { type DynamicModule, Inject, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { CAMPAIGN_PORTS } from './adapters/http/campaign-ports.js';
import { CampaignsController } from './adapters/http/campaigns.controller.js';
import { takeProgrammeDocuments } from './adapters/http/document-body.js';
import { ProgrammesController } from './adapters/http/programmes.controller.js';
import { ProposalsController } from './adapters/http/proposals.controller.js';
import { SegmentsController } from './adapters/http/segments.controller.js';
import { VersionsController } from './adapters/http/versions.controller.js';
import { typeormCampaigns } from './adapters/postgres/campaigns.js';
import { openDataSource, SCHEMA } from './adapters/postgres/data-source.js';
import { typeormProposals } from './adapters/postgres/proposals.js';
import { boughtTables } from './adapters/postgres/bought-tables.js';
import { findSegments } from './application/find-segments.js';
import { KnownVersions } from './application/known-versions.js';
import type { Given, People, Provided, TierOf } from './application/ports.js';
import { BoughtReader } from './application/read-bought.js';
import { CampaignSegments } from './campaign-segments.js';
import { CampaignLifecycle, type Running } from './campaign-lifecycle.js';
import { NO_POLICY, type Policy } from './domain/policy.js';

export { CampaignSegments } from './campaign-segments.js';
export type { SegmentQuestion } from './application/find-segments.js';
export type { Given, People, TierOf } from './application/ports.js';
export type { Policy } from './domain/policy.js';

/** What the composition root gives. */
export interface CampaignOptions {
  /** For the schema `campaign`. */
  readonly database: { readonly url: string; readonly connectionsMax?: number };
  /** The ledger, whose streams of programmes are written here. */
  readonly store: EventStore;
  /** What budgets have given; from the ledger's counters. */
  readonly given: Given;
  /** Of enrollment. */
  readonly people: People;
  /** From what accrual counts in the ledger. */
  readonly tierOf: TierOf;
  /** Tells accrual that there is something to follow; a failure is none of the caller's. */
  readonly announce: () => Promise<void>;
  /** Of programmes that say nothing. */
  readonly policy?: Policy;
  /** What accrual brings to an evaluation, where that is not all that the library can use. */
  readonly provided?: Provided;
  readonly clock: { now(): number };
}

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));
const CONNECTIONS_MAX = 3;
const READING_CONNECTIONS_MAX = 4;
const OPENED = Symbol('Opened');

/** The life of programmes, and campaigns as things to run. Everything is wired here and nowhere else. */
@Module({})
export class CampaignModule implements OnModuleInit {
  constructor(@Inject(HttpAdapterHost) private readonly http: HttpAdapterHost) {}

  static register(options: CampaignOptions): DynamicModule {
    return {
      module: CampaignModule,
      controllers: [
        ProgrammesController,
        VersionsController,
        ProposalsController,
        CampaignsController,
        SegmentsController,
      ],
      providers: [
        { provide: OPENED, useFactory: (logger: Logger) => open(options, logger), inject: [LOGGER] },
        { provide: CAMPAIGN_PORTS, useFactory: ({ ports }: Running) => ports, inject: [OPENED] },
        {
          provide: CampaignSegments,
          useFactory: ({ ports, reader }: Running): CampaignSegments => ({
            of: (questions) => findSegments(questions, { ...ports, readOnce: () => reader.readOnce() }),
          }),
          inject: [OPENED],
        },
        {
          provide: CampaignLifecycle,
          useFactory: (running: Running) => new CampaignLifecycle(running),
          inject: [OPENED],
        },
      ],
      exports: [CampaignSegments],
    };
  }

  onModuleInit(): void {
    takeProgrammeDocuments(this.http.httpAdapter.getInstance());
  }
}

const failures = counter(
  'campaign_unfinished_failures_total',
  'Accepted changes that could not be brought into the log yet',
);

const readFailures = counter(
  'campaign_segment_read_failures_total',
  'Tries to read the ledger for segments that failed',
);

async function open({ database, policy = NO_POLICY, ...parts }: CampaignOptions, logger: Logger): Promise<Running> {
  const { url, connectionsMax = CONNECTIONS_MAX } = database;
  // For what is read of the log; the life of programmes has connections of its own.
  const pool = createPool(url, { max: READING_CONNECTIONS_MAX, name: 'campaign' });
  const bought = boughtTables(pool);
  try {
    await migrate(pool, { schema: SCHEMA, directory: MIGRATIONS });
    await bought.prepare(parts.store.shards);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const dataSource = await openDataSource({ url, connectionsMax });
  const reader = new BoughtReader({
    log: parts.store,
    tables: bought,
    onError(error) {
      readFailures.inc();
      logger.warn({ err: error }, 'the ledger could not be read for segments and is tried again');
    },
  });
  return {
    ports: {
      ...parts,
      policy,
      newUuid,
      bought,
      readOn: () => reader.readOn(),
      versions: new KnownVersions(parts.store),
      proposals: typeormProposals(dataSource),
      campaigns: typeormCampaigns(dataSource),
    },
    dataSource,
    pool,
    reader,
    onError(error) {
      failures.inc();
      logger.warn({ err: error }, 'a change that was accepted could not be finished yet and is tried again');
    },
  };
}
