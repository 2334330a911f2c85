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
import { VersionsController } from './adapters/http/versions.controller.js';
import { typeormCampaigns } from './adapters/postgres/campaigns.js';
import { openDataSource, SCHEMA } from './adapters/postgres/data-source.js';
import { typeormProposals } from './adapters/postgres/proposals.js';
import type { Given, Provided } from './application/ports.js';
import { CampaignLifecycle, type Running } from './campaign-lifecycle.js';
import { NO_POLICY, type Policy } from './domain/policy.js';

export type { Given } from './application/ports.js';
export type { Policy } from './domain/policy.js';

/** What the composition root gives. */
export interface CampaignOptions {
  /** For the schema `campaign`. */
  readonly database: { readonly url: string; readonly connectionsMax?: number };
  /** The ledger, whose streams of programmes are written here. */
  readonly store: EventStore;
  /** What budgets have given; from the ledger's counters. */
  readonly given: Given;
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
const OPENED = Symbol('Opened');

/** The life of programmes, and campaigns as things to run. Everything is wired here and nowhere else. */
@Module({})
export class CampaignModule implements OnModuleInit {
  constructor(@Inject(HttpAdapterHost) private readonly http: HttpAdapterHost) {}

  static register(options: CampaignOptions): DynamicModule {
    return {
      module: CampaignModule,
      controllers: [ProgrammesController, VersionsController, ProposalsController, CampaignsController],
      providers: [
        { provide: OPENED, useFactory: (logger: Logger) => open(options, logger), inject: [LOGGER] },
        { provide: CAMPAIGN_PORTS, useFactory: ({ ports }: Running) => ports, inject: [OPENED] },
        {
          provide: CampaignLifecycle,
          useFactory: (running: Running) => new CampaignLifecycle(running),
          inject: [OPENED],
        },
      ],
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

async function open({ database, policy = NO_POLICY, ...parts }: CampaignOptions, logger: Logger): Promise<Running> {
  const { url, connectionsMax = CONNECTIONS_MAX } = database;
  const pool = createPool(url, { max: 1, name: 'campaign' });
  try {
    await migrate(pool, { schema: SCHEMA, directory: MIGRATIONS });
  } finally {
    await pool.end();
  }
  const dataSource = await openDataSource({ url, connectionsMax });
  return {
    ports: {
      ...parts,
      policy,
      newUuid,
      proposals: typeormProposals(dataSource),
      campaigns: typeormCampaigns(dataSource),
    },
    dataSource,
    onError(error) {
      failures.inc();
      logger.warn({ err: error }, 'a change that was accepted could not be finished yet and is tried again');
    },
  };
}
