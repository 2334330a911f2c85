import type { EventStore } from '@loyalty/event-store';
import { createPool, migrate } from '@loyalty/postgres';
import { fingerprinter, LOGGER, type Logger, newUuid, type Watch } from '@loyalty/service-host';
import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { voucherCodes } from './adapters/crypto/voucher-codes.js';
import { FulfilmentsController } from './adapters/http/fulfilments.controller.js';
import { REDEMPTION_PORTS } from './adapters/http/redemption-ports.js';
import { PayoutCallbacksController } from './adapters/http/payout-callbacks.controller.js';
import { PayoutsController } from './adapters/http/payouts.controller.js';
import { RedemptionsController } from './adapters/http/redemptions.controller.js';
import { ReviewsController } from './adapters/http/reviews.controller.js';
import { RewardsController } from './adapters/http/rewards.controller.js';
import { VoucherPoolsController } from './adapters/http/voucher-pools.controller.js';
import { VouchersController } from './adapters/http/vouchers.controller.js';
import { inMemoryDestinations, inMemoryPayoutIndex } from './adapters/in-memory/payout-index.js';
import { followLedger } from './adapters/ledger/follow-ledger.js';
import { watchAgreement } from './adapters/ledger/watch-agreement.js';
import { httpPayoutProvider } from './adapters/payouts/http-provider.js';
import { PAYOUT_KEYS } from './adapters/payouts/payout-keys.js';
import { runPayouts } from './adapters/payouts/run-payouts.js';
import { watchReviews } from './adapters/ledger/watch-reviews.js';
import { MIGRATIONS, openDataSource, SCHEMA } from './adapters/postgres/data-source.js';
import { postgresDestinations } from './adapters/postgres/payout-destinations.js';
import { postgresPayoutIndex } from './adapters/postgres/payout-index.js';
import { postgresPositions } from './adapters/postgres/positions.js';
import { postgresPools } from './adapters/postgres/voucher-pools.js';
import { typeormRewards } from './adapters/postgres/reward-catalogue.js';
import type { PayoutPorts } from './application/payouts/payout-ports.js';
import type {
  Clock,
  ContactChanges,
  Members,
  Programmes,
  PurchaseReviews,
  RedemptionPorts,
  RewardCatalogue,
  Standings,
  Positions,
  Together,
  VoucherPools,
} from './application/ports.js';

export { Reconciler, type ReconciledLog } from './application/reconcile.js';
export type { Difference } from './domain/agreement.js';
export { stockStream } from './domain/rewards/stock-stream.js';
export type {
  ContactChanges,
  DecidedPurchase,
  Identity,
  Members,
  Owner,
  Programmes,
  PurchaseReviews,
  Question,
  Standings,
  Together,
} from './application/ports.js';

/** What the composition root gives. Ids are in the form in which the ledger carries them (`acc_…`, `mem_…`). */
export interface RedemptionOptions {
  readonly store: EventStore;
  /** Of enrollment. */
  readonly members: Members;
  /** Of enrollment. */
  readonly contactChanges: ContactChanges;
  readonly together: Together;
  /** Of accrual. */
  readonly programmes: Programmes;
  readonly clock: Clock;
  /** 32 bytes, the same in all processes. With another key every repeat looks like other content. */
  readonly fingerprintKey: Buffer;
  /** Where its own schema is, with the catalogue of rewards and the pools of codes; or what keeps them elsewhere. */
  readonly catalogue:
    DatabaseOptions | (Pick<RedemptionPorts, 'rewards' | 'pools' | 'positions'> & Partial<KeptPayouts>);
  /** Tiers and segments of members; absent while no service tells them. */
  readonly standing?: Standings;
  /** Of accrual; absent where nobody holds purchases. */
  readonly purchaseReviews?: PurchaseReviews;
  /** The payment provider; absent: nothing is paid out. */
  readonly payouts?: PayoutOptions;
}

export interface PayoutOptions {
  readonly url: string;
  /** With which both sides sign: the newest first, the one before while it is changed. */
  readonly keys: readonly Buffer[];
  /** How long one request may take; 10 s where absent. */
  readonly timeoutMs?: number;
  /** How long after a first answer that is not known it is asked again; 1 s where absent, and in the end 300 times as long. */
  readonly askAgainAfterMs?: number;
}

interface DatabaseOptions {
  readonly url: string;
  readonly connectionsMax?: number;
}

type KeptPayouts = Pick<PayoutPorts, 'destinations' | 'index'>;

const TIMEOUT_MS = 10_000;
const ASK_AGAIN_MS = 1_000;
/** Twice as long each time, until it is so many times as long as at first: five minutes. */
const ASK_AGAIN_GROWS_TO = 300;
const KEY_BYTES = 32;
const CONNECTIONS_MAX = 2;
const OPENED = Symbol('Opened');
const WATCHING = Symbol('Watching');
const AUTOMATIC = Symbol('Automatic');
const PAYOUTS = Symbol('Payouts');
const REVIEWS = Symbol('Reviews');

/** Points are spent. Everything is wired here and nowhere else; all that it knows is in the ledger. */
@Module({})
export class RedemptionModule implements OnApplicationShutdown {
  constructor(
    @Inject(WATCHING) private readonly watching: Watch,
    @Inject(AUTOMATIC) private readonly automatic: Watch,
    @Inject(PAYOUTS) private readonly payouts: Watch | null,
    @Inject(REVIEWS) private readonly reviews: Watch,
    @Inject(OPENED) private readonly opened: OpenedCatalogue,
  ) {}

  static register({ fingerprintKey, catalogue, payouts, ...parts }: RedemptionOptions): DynamicModule {
    if (fingerprintKey.length !== KEY_BYTES) throw new Error(`fingerprintKey must be ${KEY_BYTES} bytes`);
    const own = {
      ...parts,
      fingerprint: fingerprinter(fingerprintKey),
      vouchers: voucherCodes(fingerprintKey),
      newUuid,
    };
    return {
      module: RedemptionModule,
      controllers: [
        RedemptionsController,
        FulfilmentsController,
        ReviewsController,
        RewardsController,
        VouchersController,
        VoucherPoolsController,
        PayoutsController,
        PayoutCallbacksController,
      ],
      providers: [
        { provide: OPENED, useFactory: () => open(catalogue, fingerprintKey) },
        { provide: PAYOUT_KEYS, useValue: payouts?.keys ?? [] },
        {
          provide: REDEMPTION_PORTS,
          useFactory: ({ close: _close, destinations, index, ...kept }: OpenedCatalogue): RedemptionPorts => ({
            ...own,
            ...kept,
            ...(payouts && { payouts: { provider: providerOf(payouts), destinations, index } }),
          }),
          inject: [OPENED],
        },
        {
          provide: AUTOMATIC,
          useFactory: (ports: RedemptionPorts, logger: Logger) => followLedger(ports, logger),
          inject: [REDEMPTION_PORTS, LOGGER],
        },
        {
          provide: PAYOUTS,
          useFactory: ({ payouts: ports, ...others }: RedemptionPorts, logger: Logger) =>
            ports ? runPayouts({ ...others, payouts: ports }, { logger, backoff: backoffOf(payouts) }) : null,
          inject: [REDEMPTION_PORTS, LOGGER],
        },
        {
          provide: REVIEWS,
          useFactory: (ports: RedemptionPorts, logger: Logger) => watchReviews(ports, logger),
          inject: [REDEMPTION_PORTS, LOGGER],
        },
        { provide: WATCHING, useFactory: (logger: Logger) => watchAgreement(own.store, logger), inject: [LOGGER] },
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.watching.stop();
    await this.reviews.stop();
    await this.automatic.stop();
    await this.payouts?.stop();
    await this.opened.close();
  }
}

function providerOf({ url, keys, timeoutMs = TIMEOUT_MS }: PayoutOptions) {
  return httpPayoutProvider({ url, keys, timeoutMs });
}

function backoffOf({ askAgainAfterMs = ASK_AGAIN_MS }: Pick<PayoutOptions, 'askAgainAfterMs'> = {}) {
  return { firstMs: askAgainAfterMs, mostMs: askAgainAfterMs * ASK_AGAIN_GROWS_TO };
}

interface OpenedCatalogue extends KeptPayouts {
  readonly rewards: RewardCatalogue;
  readonly pools: VoucherPools;
  readonly positions: Positions;
  close(): Promise<void>;
}

async function open(catalogue: RedemptionOptions['catalogue'], fingerprintKey: Buffer): Promise<OpenedCatalogue> {
  if ('rewards' in catalogue) {
    const inMemory = { destinations: inMemoryDestinations(), index: inMemoryPayoutIndex() };
    return { ...inMemory, ...catalogue, close: async () => undefined };
  }
  const { url, connectionsMax = CONNECTIONS_MAX } = catalogue;
  const pool = createPool(url, { max: 1, name: 'redemption' });
  try {
    await migrate(pool, { schema: SCHEMA, directory: MIGRATIONS });
  } finally {
    await pool.end();
  }
  const dataSource = await openDataSource({ url, connectionsMax });
  return {
    rewards: typeormRewards(dataSource),
    pools: postgresPools(dataSource),
    positions: postgresPositions(dataSource),
    destinations: postgresDestinations(dataSource, fingerprintKey),
    index: postgresPayoutIndex(dataSource),
    close: () => dataSource.destroy(),
  };
}
