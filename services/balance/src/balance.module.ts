import { createPool } from '@loyalty/postgres';
import { fromId, LOGGER, type Logger, newUuid, Readiness, toId } from '@loyalty/service-host';
import { type DynamicModule, Module } from '@nestjs/common';
import { AccountsController } from './adapters/http/accounts.controller.js';
import { BALANCE_PORTS, type BalancePorts } from './adapters/http/balance-ports.js';
import { BalancesController } from './adapters/http/balances.controller.js';
import { EntriesController } from './adapters/http/entries.controller.js';
import { FeedController } from './adapters/http/feed.controller.js';
import { RebuildController } from './adapters/http/rebuild.controller.js';
import { createBalanceReads } from './adapters/postgres/balance-reads.js';
import { contentHash } from './adapters/postgres/content-hash.js';
import { prepareServing, PROJECTION_VERSION, readPositions, servingBuild } from './adapters/postgres/builds.js';
import { rememberAccounts } from './application/account-directory.js';
import { AccountVersions } from './application/account-versions.js';
import { caughtUp } from './application/caught-up.js';
import { FoldedAccounts } from './application/folded-accounts.js';
import { projectionLag } from './application/projection-lag.js';
import { Rebuilds } from './application/rebuilds.js';
import { readStandings } from './application/read-standings.js';
import { readTier } from './application/read-tier.js';
import { BalanceLifecycle, type Running } from './balance-lifecycle.js';
import type { BalanceOptions } from './balance-options.js';
import { Balances } from './balances.js';
import { watchReadModel } from './watch-read-model.js';
import { standingByWireId } from './adapters/bridge/standing.js';

export { Balances, type AskedAccount, type Standing, type WalletStanding } from './balances.js';
export type { TierSummary } from '@loyalty/programme';
export type { BalanceOptions } from './balance-options.js';
export { inThisThread, type InThisThread } from './in-this-thread.js';
export { inThreads, type Threads } from './threads/in-threads.js';
export type { ShardLag } from './application/projection-lag.js';
export type { Accounts } from './application/ports.js';
export type { Projector } from './application/projector.js';
export type { ContentHash } from './adapters/postgres/content-hash.js';

const CONNECTIONS_MAX = 6;

interface Opened {
  readonly ports: BalancePorts;
  readonly balances: Balances;
  readonly running: Running;
}
const OPENED = Symbol('Opened');

/** Balances, statements and explanations, read from the ledger. Everything is wired here and nowhere else. */
@Module({})
export class BalanceModule {
  static register(options: BalanceOptions): DynamicModule {
    return {
      module: BalanceModule,
      controllers: [AccountsController, EntriesController, BalancesController, FeedController, RebuildController],
      providers: [
        { provide: OPENED, useFactory: (log: Logger) => open(options, log), inject: [LOGGER] },
        { provide: BALANCE_PORTS, useFactory: ({ ports }: Opened) => ports, inject: [OPENED] },
        { provide: Balances, useFactory: ({ balances }: Opened) => balances, inject: [OPENED] },
        {
          provide: BalanceLifecycle,
          useFactory: ({ running }: Opened, readiness: Readiness, log: Logger) =>
            new BalanceLifecycle(running, readiness, log),
          inject: [OPENED, Readiness, LOGGER],
        },
      ],
      exports: [Balances],
    };
  }
}

async function open(options: BalanceOptions, log: Logger): Promise<Opened> {
  const { store, clock, projector } = options;
  const version = PROJECTION_VERSION;
  const name = `balance_v${version}`;
  const pool = createPool(options.database.url, {
    max: options.database.connectionsMax ?? CONNECTIONS_MAX,
    name: 'balance',
  });
  await prepareServing(pool, version, store.shards);

  const reads = createBalanceReads(pool);
  const folded = new FoldedAccounts(reads);
  const versions = new AccountVersions({ reads, hurry: () => projection?.hurry() });
  const listener = {
    onWritten: (accounts: readonly string[]) => versions.wake(accounts),
    onError: (error: unknown, shard?: number) =>
      log.error({ err: error, shard, projection: name }, 'the projection stopped; it goes on shortly'),
  };
  const projection = options.followsLedger === false ? undefined : projector.follow(listener);
  const rebuilds = new Rebuilds({
    projector,
    newId: newUuid,
    onSwitched: () => projection?.lookAgain(),
    onFailed: (error) => log.error({ err: error, projection: name }, 'the rebuild failed; what serves was not touched'),
  });
  const lag = { log: store, positions: () => readPositions(pool) };
  const isCaughtUp = (withinMs?: number) => caughtUp({ ...lag, hurry: () => projection?.hurry() }, withinMs);

  const balances: Balances = {
    standing: standingByWireId({
      standings: (accounts) => readStandings(accounts, { reads, folded, clock }),
      tier: (question) => readTier({ ...question, at: clock.now() }, { reads, programmes: options.programmes }),
    }),
    caughtUp: async () => void (await isCaughtUp()),
    lag: () => projectionLag(lag),
    contentHash: async () => contentHash(pool, (await servingBuild(pool)) ?? { version, generation: 1 }),
    rebuild: () => rebuilds.ended(),
  };
  const servingVersion = async () => (await servingBuild(pool))?.version ?? version;
  const servesOwnVersion = async () => (await servingVersion()) === version;
  const servesOlder = async () => (await servingVersion()) < version;
  const watches = (logger: Pick<Logger, 'error' | 'warn'>) => (projection ? [watchReadModel(reads, logger)] : []);
  const directory = rememberAccounts(options.accounts, (account) => toId('acc', account));
  const CAUSES = ['pur', 'ret', 'red', 'inv', 'frd', 'act'];
  const streamOf = (id: string) => CAUSES.map((prefix) => fromId(prefix, id)).find((stream) => stream !== undefined);
  const ports: BalancePorts = {
    reads,
    versions,
    folded,
    directory,
    clock,
    programmes: options.programmes,
    streamOf,
    caughtUp: isCaughtUp,
    rebuilds,
    log: store,
  };
  return {
    ports,
    balances,
    running: { pool, projection, rebuilds, servesOwnVersion, servesOlder, lag, name, now: () => clock.now(), watches },
  };
}
