import { randomBytes } from 'node:crypto';
import type { EventStore } from '@loyalty/event-store';
import { createPool, migrate } from '@loyalty/postgres';
import { fingerprinter, LOGGER, type Logger, newUuid } from '@loyalty/service-host';
import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { Pool } from 'pg';
import { WEBHOOK_PORTS, WebhooksController } from './adapters/http/webhooks/webhooks.controller.js';
import { postgresWebhooks, WEBHOOKS_MIGRATIONS, WEBHOOKS_SCHEMA } from './adapters/postgres/webhooks/kept-webhooks.js';
import { postTo } from './adapters/webhooks/post.js';
import { PACE, type Pace, runDispatcher, type Running } from './adapters/webhooks/run-dispatcher.js';
import { secretSeal } from './adapters/webhooks/sealed-secrets.js';
import type { Clock, Programmes } from './application/ports.js';
import type { WebhookPorts } from './application/webhooks/ports.js';
import { PUBLIC_ONLY, type Reach } from './domain/webhooks/address.js';
import { PATIENCE, type Patience } from './domain/webhooks/patience.js';
import { SECRET_BYTES } from './domain/webhooks/signature.js';

export { readReach, type Reach } from './domain/webhooks/address.js';

/** What the composition root gives. */
export interface WebhooksOptions {
  readonly database: { readonly url: string; readonly connectionsMax?: number };
  /** All that is told stands in it. */
  readonly store: Pick<EventStore, 'heads' | 'readShard' | 'readStream'>;
  /** The log's, by which it is told how long a message has waited. */
  readonly clock: Clock;
  /** Of accrual. */
  readonly programmes: Programmes;
  /** 32 bytes, the same in all processes; secrets are sealed under a key that is made of it. */
  readonly fingerprintKey: Buffer;
  /** Default: public addresses by https. */
  readonly reach?: Reach;
  readonly patience?: Patience;
  readonly pace?: Pace;
  /** Of one attempt. */
  readonly timeoutMs?: number;
}

const CONNECTIONS_MAX = 3;
const POOL = Symbol('WebhooksPool');
const RUNNING = Symbol('WebhooksRunning');

/** Whoever asked for it is told what the log says. It knows of redemption only what is told, and of the doors nothing. */
@Module({})
export class WebhooksModule implements OnApplicationShutdown {
  constructor(
    @Inject(RUNNING) private readonly running: Running,
    @Inject(POOL) private readonly pool: Pool,
  ) {}

  static register({ database, store, clock, programmes, fingerprintKey, ...terms }: WebhooksOptions): DynamicModule {
    const { reach = PUBLIC_ONLY, patience = PATIENCE, pace = PACE, timeoutMs } = terms;
    const portsOn = (pool: Pool): WebhookPorts => ({
      log: store,
      programmes: async () => (await programmes()).map(({ id }) => id),
      kept: postgresWebhooks(pool, secretSeal(fingerprintKey)),
      post: postTo(reach, { ...(timeoutMs !== undefined && { timeoutMs }) }),
      reach,
      patience,
      newUuid,
      newSecret: () => randomBytes(SECRET_BYTES),
      fingerprint: fingerprinter(fingerprintKey),
      now: Date.now,
      chance: Math.random,
    });
    return {
      module: WebhooksModule,
      controllers: [WebhooksController],
      providers: [
        { provide: POOL, useFactory: () => open(database) },
        { provide: WEBHOOK_PORTS, useFactory: portsOn, inject: [POOL] },
        {
          provide: RUNNING,
          useFactory: (ports: WebhookPorts, logger: Logger) =>
            runDispatcher(ports, { logger, clock: () => clock.now(), pace }),
          inject: [WEBHOOK_PORTS, LOGGER],
        },
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.running.stop();
    await this.pool.end();
  }
}

async function open({ url, connectionsMax = CONNECTIONS_MAX }: WebhooksOptions['database']): Promise<Pool> {
  const pool = createPool(url, { max: connectionsMax, name: 'webhooks' });
  try {
    await migrate(pool, { schema: WEBHOOKS_SCHEMA, directory: WEBHOOKS_MIGRATIONS });
  } catch (error) {
    await pool.end();
    throw error;
  }
  return pool;
}
