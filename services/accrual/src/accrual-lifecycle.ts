import type { Watch } from '@loyalty/service-host';
import type { Pool } from 'pg';
import type { ProgrammeCatalogue } from './application/programme-catalogue.js';

const REFRESH_MS = 1000;

interface Running {
  readonly catalogue: ProgrammeCatalogue;
  readonly pool: Pool | undefined;
  readonly watches: readonly Watch[];
  readonly onError: (error: unknown) => void;
}

/** What runs beside the doors: looking for new versions of programmes, and whether all is well. */
export class AccrualLifecycle {
  private timer: NodeJS.Timeout | undefined;
  private refreshing: Promise<void> = Promise.resolve();

  constructor(private readonly running: Running) {}

  start(): void {
    this.timer = setTimeout(() => {
      const { catalogue, onError } = this.running;
      this.refreshing = catalogue.refresh().catch(onError);
      void this.refreshing.then(() => this.timer && this.start());
    }, REFRESH_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await Promise.all(this.running.watches.map((each) => each.stop()));
    await this.refreshing;
    await this.running.pool?.end();
  }
}
