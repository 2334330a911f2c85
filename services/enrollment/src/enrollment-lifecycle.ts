import type { BeforeApplicationShutdown, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import type { DataSource } from 'typeorm';
import type { MemberNews } from './adapters/postgres/member-news.js';
import type { RemovalListener } from './adapters/postgres/removal-listener.js';
import type { ClaimCourier } from './application/claim-courier.js';

export interface Running {
  readonly pool: pg.Pool;
  readonly dataSource: DataSource;
  readonly courier: ClaimCourier;
  readonly moves: { start(): void; stop(): Promise<void> };
  readonly occasions: { start(): void; stop(): Promise<void> };
  readonly listener: RemovalListener;
  readonly news: MemberNews | undefined;
}

/** Starts when the whole process stands, and ends in the order in which things stand on one another. */
export class EnrollmentLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(private readonly running: Running) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.running.listener.start();
    this.running.courier.start();
    this.running.moves.start();
    this.running.occasions.start();
    this.running.news?.start();
  }

  /** The couriers call another service, which closes its database after this. */
  async beforeApplicationShutdown(): Promise<void> {
    const { courier, moves, occasions } = this.running;
    await Promise.all([courier.stop(), moves.stop(), occasions.stop()]);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.running.news?.stop();
    await this.running.listener.stop();
    await this.running.dataSource.destroy();
    await this.running.pool.end();
  }
}
