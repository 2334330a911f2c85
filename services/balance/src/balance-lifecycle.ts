import { gauge, type Logger, type Readiness, type Watch, watch } from '@loyalty/service-host';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import { eventsBehind, projectionDelay, projectionLag, type LagPorts } from './application/projection-lag.js';
import type { Projection } from './application/projection.js';
import type { Rebuilds } from './application/rebuilds.js';

export interface Running {
  readonly pool: pg.Pool;
  /** Replaced by a rebuild. */
  /** Absent in a process that only answers. */
  readonly projection: Projection | undefined;
  readonly rebuilds: Rebuilds;
  /** Whether what serves is of the version that this process knows. */
  readonly servesOwnVersion: () => Promise<boolean>;
  /** Whether it is of an earlier one. */
  readonly servesOlder: () => Promise<boolean>;
  readonly lag: LagPorts;
  readonly now: () => number;
  readonly name: string;
  /** Whether all is well, begun when the whole process stands. */
  readonly watches: (log: Pick<Logger, 'error' | 'warn'>) => readonly Watch[];
}

const MEASURE_MS = 2_000;
const UPGRADE_AGAIN_MS = 5_000;
/** A process that has once been this near may answer from then on: `minVersion` guards whoever needs to be sure. */
const EVENTS_BEHIND_MAX = 10_000;

const lagEvents = gauge('loyalty_projection_lag_events', 'Events of a shard that a projection has not read yet', [
  'projection',
  'shard',
]);
const lagSeconds = gauge(
  'loyalty_projection_lag_seconds',
  'How long ago the ledger came to know of the first event that a projection has not read yet',
  ['projection', 'shard'],
);

/** Starts reading when the whole process stands, and says how far it is. */
export class BalanceLifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  private watches: readonly Watch[] = [];
  private wasNear = false;
  private isUpgraded = false;

  constructor(
    private readonly running: Running,
    private readonly readiness: Readiness,
    private readonly log: Pick<Logger, 'error' | 'warn'>,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.readiness.register({ name: this.running.name, check: () => this.check() });
    this.running.projection?.start();
    this.isUpgraded = await this.running.servesOwnVersion();
    if (!this.isUpgraded && this.running.projection) this.running.rebuilds.begin();
    const onError = (error: unknown) =>
      this.log.warn({ err: error }, 'the lag of the projection could not be measured');
    const measuring = watch({ everyMs: MEASURE_MS, look: () => this.measure(), onError });
    const upgrading = watch({
      everyMs: UPGRADE_AGAIN_MS,
      look: () => this.upgradeAgain(),
      onError: (error) => this.log.warn({ err: error }, 'what serves could not be asked for its version'),
    });
    this.watches = [measuring, upgrading, ...this.running.watches(this.log)];
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.watches.map((each) => each.stop()));
    await this.running.rebuilds.stop();
    await this.running.projection?.stop();
    await this.running.pool.end();
  }

  private async check(): Promise<string | undefined> {
    const trouble = this.running.projection?.trouble();
    if (trouble !== undefined || this.wasNear) return trouble;
    this.isUpgraded ||= await this.running.servesOwnVersion();
    if (!this.isUpgraded) return this.upgrading();
    const behind = eventsBehind(await projectionLag(this.running.lag));
    this.wasNear = behind <= EVENTS_BEHIND_MAX;
    return this.wasNear ? undefined : `${behind} events behind the ledger`;
  }

  /**
   * The first build of this version may have failed, as with whoever made it; or a process of the last release, started
   * once more while this one took over, has built its own again, which nobody writes when it is gone.
   */
  private async upgradeAgain(): Promise<void> {
    if (this.running.projection && (await this.running.servesOlder())) this.running.rebuilds.begin();
  }

  private upgrading(): string {
    const { state, progress } = this.running.rebuilds.latest() ?? {};
    if (!progress) return 'is built by another process';
    return `the build of this version ${state === 'running' ? `has read ${progress.events} of ${progress.of} events` : 'failed'}`;
  }

  private async measure(): Promise<void> {
    const { lag, name, now } = this.running;
    for (const { shard, head, position, waitsSince } of await projectionDelay(lag)) {
      const labels = { projection: name, shard: String(shard) };
      lagEvents.set(labels, head - position);
      lagSeconds.set(labels, waitsSince === undefined ? 0 : Math.max(0, now() - waitsSince) / 1000);
    }
  }
}
