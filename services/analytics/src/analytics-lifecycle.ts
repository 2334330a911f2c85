import { databaseReadiness, type Readiness } from '@loyalty/service-host';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { OpenSettlement } from './open-settlement.js';

const LOOK_EVERY_MS = 1_000;

export interface Running extends OpenSettlement {
  /** Whether somebody settles by it; it is asked each second until it says so. */
  readonly isNeeded: () => Promise<boolean>;
  readonly onError: (error: unknown) => void;
}

/** Reads on beside the doors, from the first programme with partners on. */
export class AnalyticsLifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<unknown> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly running: Running,
    private readonly readiness: Readiness,
  ) {}

  onApplicationBootstrap(): void {
    this.readiness.register(databaseReadiness(this.running.pool, 'analytics'));
    this.look();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
    await this.running.close();
  }

  private look(): void {
    const { isNeeded, reader, onError } = this.running;
    this.looking = isNeeded()
      .catch((error: unknown) => void onError(error))
      .then((needed) => {
        if (this.stopped) return;
        if (needed) return reader.start();
        this.timer = setTimeout(() => this.look(), LOOK_EVERY_MS);
        this.timer.unref();
      });
  }
}
