import type { BeforeApplicationShutdown, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { applyUnfinished } from './application/apply-proposal.js';
import type { CampaignPorts } from './application/ports.js';
import type { BoughtReader } from './application/read-bought.js';
import { declaresSegments } from './application/read-programmes.js';

const EVERY_MS = 1000;

export interface Running {
  readonly ports: CampaignPorts;
  readonly dataSource: DataSource;
  readonly pool: Pool;
  readonly reader: BoughtReader;
  readonly onError: (error: unknown) => void;
}

/**
 * Beside the doors it brings into the log what was accepted and not finished, whichever process fell over on the way. By
 * real waits, not by the test clock: nothing falls due, it is only made good.
 */
export class CampaignLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private isReading = false;
  private timer: NodeJS.Timeout | undefined;
  private finishing: Promise<unknown> = Promise.resolve();

  constructor(private readonly running: Running) {}

  onApplicationBootstrap(): void {
    this.later();
  }

  private later(): void {
    this.timer = setTimeout(() => {
      const { ports, onError } = this.running;
      this.finishing = applyUnfinished(ports)
        .then(() => this.readWhereAsked())
        .catch(onError);
      void this.finishing.then(() => this.timer && this.later());
    }, EVERY_MS);
    this.timer.unref();
  }

  /** From the first programme with segments on, so that the first purchase need not wait for the whole log. */
  private async readWhereAsked(): Promise<void> {
    const { ports, reader } = this.running;
    if (!this.isReading && (await declaresSegments(ports))) {
      reader.start();
      this.isReading = true;
    }
  }

  /** It tells accrual, which closes its database after this. */
  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.finishing;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.running.reader.stop();
    await this.running.pool.end();
    await this.running.dataSource.destroy();
  }
}
