import { type DynamicModule, Global, Inject, Module } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap, Provider, Type } from '@nestjs/common';
import { HealthController } from '../health/health.controller.js';
import { Readiness } from '../health/readiness.js';
import { Jobs } from '../jobs/jobs.js';
import { createLogger } from '../logging/logger.js';
import { MetricsController } from '../metrics/metrics.controller.js';
import { DocsController } from '../openapi/docs.controller.js';
import { DEFAULT_INFO, OPENAPI_INFO } from '../openapi/openapi-info.js';
import { OpenApiText } from '../openapi/openapi-text.js';
import { OpenApiController } from '../openapi/openapi.controller.js';
import { STAFF_ACTIONS, StaffActionsController } from '../staff/staff-actions.controller.js';
import { CLOCK, systemClock } from '../time/clock.js';
import { TEST_CLOCK, TestClockController } from '../time/test-clock.controller.js';
import type { AppOptions } from './app-options.js';

/** Under this token Nest provides the pino logger. */
export const LOGGER = Symbol('Logger');
const RUN_JOBS = Symbol('runJobs');

/** What every service finds in its container without importing it: clock, logger, jobs, readiness. */
@Global()
@Module({})
export class HostModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly jobs: Jobs,
    @Inject(RUN_JOBS) private readonly runJobs: boolean,
  ) {}

  static register(rootModule: Type | DynamicModule, options: AppOptions): DynamicModule {
    const logger = options.logger ?? createLogger();
    const clock = options.testClock ?? options.clock ?? systemClock;
    const providers: Provider[] = [
      { provide: LOGGER, useValue: logger },
      { provide: CLOCK, useValue: clock },
      { provide: Jobs, useFactory: () => new Jobs(clock, logger) },
      { provide: Readiness, useFactory: () => new Readiness() },
      { provide: RUN_JOBS, useValue: options.runJobs ?? true },
      { provide: TEST_CLOCK, useValue: options.testClock },
      { provide: OPENAPI_INFO, useValue: { ...DEFAULT_INFO, ...options.openApi } },
      { provide: STAFF_ACTIONS, useValue: options.staffActions },
      OpenApiText,
    ];
    return {
      module: HostModule,
      imports: [rootModule],
      controllers: [
        HealthController,
        MetricsController,
        OpenApiController,
        DocsController,
        StaffActionsController,
        ...(options.testClock ? [TestClockController] : []),
      ],
      providers,
      exports: [LOGGER, CLOCK, Jobs, Readiness],
    };
  }

  onApplicationBootstrap(): void {
    if (this.runJobs) this.jobs.start();
  }

  /** Before the server drains, and so before anybody closes a pool in `onApplicationShutdown`. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.jobs.stop();
  }
}
