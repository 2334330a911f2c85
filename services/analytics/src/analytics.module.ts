import type { FollowedLog } from '@loyalty/event-store';
import { counter, LOGGER, type Logger, Readiness } from '@loyalty/service-host';
import { type DynamicModule, Module } from '@nestjs/common';
import { ANALYTICS_PORTS } from './adapters/http/analytics-ports.js';
import { SettlementsController } from './adapters/http/settlements.controller.js';
import { AnalyticsLifecycle, type Running } from './analytics-lifecycle.js';
import { openSettlement } from './open-settlement.js';

export { checkSettlementsOf } from './open-settlement.js';

/** What the composition root gives. */
export interface AnalyticsOptions {
  /** For the schema `analytics`. */
  readonly database: { readonly url: string };
  /** The ledger, or a mirror of it; analytics reads and never writes it. */
  readonly log: FollowedLog;
  /** Whether a programme has partners, so that it is worth reading; absent: read in any case. */
  readonly hasPartners?: () => Promise<boolean>;
  readonly clock: { now(): number };
}

const OPENED = Symbol('Opened');

const failures = counter(
  'analytics_read_failures_total',
  'Tries to read the ledger for settlement that failed; each is tried again',
);

/** What is computed from the ledger for people who look at it from outside. Everything is wired here and nowhere else. */
@Module({})
export class AnalyticsModule {
  static register(options: AnalyticsOptions): DynamicModule {
    return {
      module: AnalyticsModule,
      controllers: [SettlementsController],
      providers: [
        { provide: OPENED, useFactory: (logger: Logger) => open(options, logger), inject: [LOGGER] },
        { provide: ANALYTICS_PORTS, useFactory: ({ ports }: Running) => ports, inject: [OPENED] },
        {
          provide: AnalyticsLifecycle,
          useFactory: (running: Running, readiness: Readiness) => new AnalyticsLifecycle(running, readiness),
          inject: [OPENED, Readiness],
        },
      ],
    };
  }
}

async function open(options: AnalyticsOptions, logger: Logger): Promise<Running> {
  const { database, log, clock, hasPartners = async () => true } = options;
  const onError = (error: unknown) => {
    failures.inc();
    logger.warn({ err: error }, 'the ledger could not be read for settlement and is tried again');
  };
  const opened = await openSettlement({ databaseUrl: database.url, log, clock, onError });
  return { ...opened, isNeeded: hasPartners, onError };
}
