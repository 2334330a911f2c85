import type { Watch } from '@loyalty/service-host';
import type { Pool } from 'pg';
import type { CopiedMembers } from './adapters/bus/copied-members.js';
import type { ProgrammeCatalogue } from './application/programmes/programme-catalogue.js';

const REFRESH_MS = 1000;

interface Running {
  readonly catalogue: ProgrammeCatalogue;
  readonly pool: Pool | undefined;
  readonly watches: readonly Watch[];
  readonly copied: CopiedMembers | undefined;
  readonly onError: (error: unknown) => void;
}

/** What runs beside the doors: looking for new versions of programmes, whether all is well, and the copy of who is who. */
export class AccrualLifecycle {
  private timer: NodeJS.Timeout | undefined;
  private refreshing: Promise<void> = Promise.resolve();

  constructor(private readonly running: Running) {}

  async start(): Promise<void> {
    this.refreshLater();
    await this.running.copied?.start();
  }

  private refreshLater(): void {
    this.timer = setTimeout(() => {
      const { catalogue, onError } = this.running;
      this.refreshing = catalogue.refresh().catch(onError);
      void this.refreshing.then(() => this.timer && this.refreshLater());
    }, REFRESH_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await Promise.all(this.running.watches.map((each) => each.stop()));
    await this.refreshing;
    await this.running.copied?.stop();
    await this.running.pool?.end();
  }
}
