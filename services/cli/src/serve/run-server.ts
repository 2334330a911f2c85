import { createPool } from '@loyalty/postgres';
import { readReach } from '@loyalty/redemption/webhooks';
import {
  type AdminKey,
  createApp,
  createKeyStore,
  createStaffActions,
  createLogger,
  ensureAdminKey,
  migrateAccess,
  openTestClock,
  systemClock,
} from '@loyalty/service-host';
import type { OpenHome } from '../home/home.js';
import { loadSecrets } from '../home/secrets.js';
import { removeServerRecord, writeServerRecord } from '../home/server-record.js';
import { AllServicesModule } from './all-services.module.js';
import { API_INFO } from './api-info.js';
import { policyFrom } from './between/campaign.js';
import { Bridges } from './bridges.js';
import { openLedger } from './open-ledger.js';
import { payoutsFrom } from './payout-settings.js';
import { ProgrammesOnceKnown } from './points/programmes-once-known.js';
import { Teardown } from './teardown.js';
import { traceProcess } from './trace-process.js';
import { urlOf } from './url-of.js';

export interface ServerOptions {
  readonly port: number;
  readonly host: string;
  /** Where a clock begins that only POST /v1/test-clock moves. */
  readonly testClock?: number;
  readonly environment: NodeJS.ProcessEnv;
}

export interface RunningServer {
  readonly url: string;
  readonly adminKey: AdminKey;
  /** Whether the ledger was empty when the server came up. */
  readonly isNew: boolean;
  readonly now: () => number;
  /** Drains, then closes everything but the home. */
  close(): Promise<void>;
}

/** Brings all services up on an open home. Whatever fails, what had been opened is closed again. */
export async function runServer(home: OpenHome, options: ServerOptions): Promise<RunningServer> {
  const teardown = new Teardown();
  try {
    const { environment } = options;
    const logger = createLogger({ level: environment['LOYALTY_LOG'] ?? 'warn' });
    teardown.add(await traceProcess('loyalty', { environment, logger }));
    const secrets = await loadSecrets(home.directory, environment);
    const pool = createPool(home.databaseUrl, { max: 4, name: 'access' });
    teardown.add(() => pool.end());
    await migrateAccess(pool);
    const keys = createKeyStore(pool);
    const adminKey = await ensureAdminKey(home.directory, keys);

    const production = environment['NODE_ENV'] === 'production';
    const testClock =
      options.testClock === undefined
        ? undefined
        : await openTestClock(pool, { startAt: options.testClock, production });
    if (testClock) teardown.add(() => testClock.close());
    const clock = testClock ?? systemClock;

    const known = new ProgrammesOnceKnown();
    const store = await openLedger({ url: home.databaseUrl, clock, programmes: known.list });
    teardown.add(() => store.close());
    const isNew = (await store.heads()).every((position) => position === 0);

    const bridges = new Bridges();
    const payouts = payoutsFrom(environment);
    const app = await createApp(
      AllServicesModule.register({
        databaseUrl: home.databaseUrl,
        store,
        clock,
        secrets,
        bridges,
        policy: policyFrom(environment),
        ...(payouts && { payouts }),
        reach: readReach(environment['LOYALTY_WEBHOOKS_ALLOW']),
      }),
      {
        keys,
        clock,
        staffActions: createStaffActions(pool, clock),
        ...(testClock && { testClock }),
        openApi: API_INFO,
        logger,
      },
    );
    teardown.add(() => app.close());
    bridges.connect(app);
    known.of(await bridges.accrual());
    await app.listen(options.port, options.host);

    const url = await urlOf(app);
    await writeServerRecord(home.directory, { pid: process.pid, url, databaseUrl: home.databaseUrl });
    teardown.add(() => removeServerRecord(home.directory));
    return { url, adminKey, isNew, now: () => clock.now(), close: () => teardown.run() };
  } catch (error) {
    await teardown.run();
    throw error;
  }
}
