import { gauge, type Logger, type Readiness } from '@loyalty/service-host';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import { eventsBehind, projectionLag, type LagPorts } from './application/projection-lag.js';
import type { Projection } from './application/projection.js';

export interface Running {
  readonly pool: pg.Pool;
  /** Replaced by a rebuild. */
  readonly projection: { readonly current: Projection | undefined };
  readonly lag: LagPorts;
  readonly name: string;
}

const MEASURE_MS = 2_000;
/** A process that has once been this near may answer from then on: `minVersion` guards whoever needs to be sure. */
const EVENTS_BEHIND_MAX = 10_000;

const lagEvents = gauge('loyalty_projection_lag_events', 'Events of a shard that a projection has not read yet', [
  'projection',
  'shard',
]);

/** Starts reading when the whole process stands, and says how far it is. */
export class BalanceLifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  private measuring: NodeJS.Timeout | undefined;
  private wasNear = false;

  constructor(
    private readonly running: Running,
    private readonly readiness: Readiness,
    private readonly log: Pick<Logger, 'warn'>,
  ) {}

  onApplicationBootstrap(): void {
    this.readiness.register({ name: this.running.name, check: () => this.check() });
    this.running.projection.current?.start();
    this.measuring = setInterval(() => void this.measure(), MEASURE_MS);
    this.measuring.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.measuring);
    await this.running.projection.current?.stop();
    await this.running.pool.end();
  }

  private async check(): Promise<string | undefined> {
    const trouble = this.running.projection.current?.trouble();
    if (trouble !== undefined || this.wasNear) return trouble;
    const behind = eventsBehind(await projectionLag(this.running.lag));
    this.wasNear = behind <= EVENTS_BEHIND_MAX;
    return this.wasNear ? undefined : `${behind} events behind the ledger`;
  }

  private async measure(): Promise<void> {
    try {
      for (const { shard, head, position } of await projectionLag(this.running.lag)) {
        lagEvents.set({ projection: this.running.name, shard: String(shard) }, head - position);
      }
    } catch (error) {
      this.log.warn({ err: error }, 'the lag of the projection could not be measured');
    }
  }
}
