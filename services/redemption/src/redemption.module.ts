import type { EventStore } from '@loyalty/event-store';
import { fingerprinter, LOGGER, type Logger, newUuid, type Watch } from '@loyalty/service-host';
import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { REDEMPTION_PORTS } from './adapters/http/redemption-ports.js';
import { RedemptionsController } from './adapters/http/redemptions.controller.js';
import { watchAgreement } from './adapters/ledger/watch-agreement.js';
import type { Clock, Members, Programmes, RedemptionPorts } from './application/ports.js';

export { Reconciler, type ReconciledLog } from './application/reconcile.js';
export type { Difference } from './domain/agreement.js';
export type { Identity, Members, Owner, Programmes, Question } from './application/ports.js';

/** What the composition root gives. Ids are in the form in which the ledger carries them (`acc_…`, `mem_…`). */
export interface RedemptionOptions {
  readonly store: EventStore;
  /** Of enrollment. */
  readonly members: Members;
  /** Of accrual. */
  readonly programmes: Programmes;
  readonly clock: Clock;
  /** 32 bytes, the same in all processes. With another key every repeat looks like other content. */
  readonly fingerprintKey: Buffer;
}

const KEY_BYTES = 32;
const WATCHING = Symbol('Watching');

/** Points are spent. Everything is wired here and nowhere else; all that it knows is in the ledger. */
@Module({})
export class RedemptionModule implements OnApplicationShutdown {
  constructor(@Inject(WATCHING) private readonly watching: Watch) {}

  static register({ fingerprintKey, ...parts }: RedemptionOptions): DynamicModule {
    if (fingerprintKey.length !== KEY_BYTES) throw new Error(`fingerprintKey must be ${KEY_BYTES} bytes`);
    const ports: RedemptionPorts = { ...parts, fingerprint: fingerprinter(fingerprintKey), newUuid };
    return {
      module: RedemptionModule,
      controllers: [RedemptionsController],
      providers: [
        { provide: REDEMPTION_PORTS, useValue: ports },
        { provide: WATCHING, useFactory: (logger: Logger) => watchAgreement(ports.store, logger), inject: [LOGGER] },
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.watching.stop();
  }
}
