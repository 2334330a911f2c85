import { createPool } from '@loyalty/postgres';
import {
  connectRpc,
  createApp,
  createKeyStore,
  createStaffActions,
  createLogger,
  type Logger,
  openTestClock,
  outageProblem,
  Readiness,
  type RpcConnection,
  serveRpc,
  ServiceUnavailable,
  systemClock,
} from '@loyalty/service-host';
import { CommandFailed } from '../../output.js';
import { API_INFO } from '../api-info.js';
import { Teardown } from '../teardown.js';
import { traceProcess } from '../trace-process.js';
import { urlOf } from '../url-of.js';
import { accrualProcess } from './accrual-process.js';
import { analyticsProcess } from './analytics-process.js';
import { balanceProcess } from './balance-process.js';
import { beginOnBus } from './bus-tasks.js';
import { campaignProcess } from './campaign-process.js';
import { enrollmentProcess } from './enrollment-process.js';
import { redemptionProcess } from './redemption-process.js';
import type { ProcessContext, ServiceProcess } from './service-process.js';
import type { ProcessSettings } from './settings.js';
import { untilThere } from './until-there.js';
import { openWaitingRoom } from './waiting-room.js';

export const SERVICES: Readonly<Record<string, ServiceProcess>> = {
  accrual: accrualProcess,
  enrollment: enrollmentProcess,
  balance: balanceProcess,
  redemption: redemptionProcess,
  campaign: campaignProcess,
  analytics: analyticsProcess,
};

export interface ProcessOptions {
  readonly service: string;
  readonly port: number;
  readonly host: string;
  readonly settings: ProcessSettings;
  /** Ends the waiting for what is not there yet. */
  readonly stopping: AbortSignal;
}

export interface RunningProcess {
  readonly url: string;
  /** `host:port` where other services ask it. */
  readonly rpcAddress: string;
  /** Rejects when something that was begun behind the doors can never go on. */
  readonly failed: Promise<never>;
  /** Drains, then closes everything. */
  close(): Promise<void>;
}

/** One service in this process. What it needs and is not there yet is waited for, and named in the log. */
export async function runProcess(options: ProcessOptions): Promise<RunningProcess> {
  const { service, settings, stopping } = options;
  const logger = createLogger({ level: settings.logLevel, name: service });
  const stopTracing = await traceProcess(`loyalty-${service}`, { environment: settings.environment, logger });
  const room = await openWaitingRoom(options);
  try {
    const running = await untilThere(() => open(options, logger, () => room.close()), {
      signal: stopping,
      isOutage: (error) => outageProblem(error) !== undefined,
      onWait(error) {
        const missing = error instanceof ServiceUnavailable ? error.service : 'database';
        room.waitFor(missing);
        logger.warn({ reason: String(error) }, `${missing} is not there yet; it is waited for`);
      },
    });
    return { ...running, close: () => running.close().finally(stopTracing) };
  } catch (error) {
    await stopTracing();
    throw error;
  } finally {
    await room.close();
  }
}

async function open(
  { service, port, host, settings }: ProcessOptions,
  logger: Logger,
  leaveWaitingRoom: () => Promise<void>,
): Promise<RunningProcess> {
  const process = SERVICES[service];
  if (!process)
    throw new CommandFailed(`there is no service ${service}; there are ${Object.keys(SERVICES).join(', ')}`);
  const teardown = new Teardown();
  try {
    const pool = createPool(settings.databaseUrl, { max: 2, name: 'access' });
    teardown.add(() => pool.end());
    const { testClock: startAt, production } = settings;
    const testClock = startAt === undefined ? undefined : await openTestClock(pool, { startAt, production });
    if (testClock) teardown.add(() => testClock.close());
    const clock = testClock ?? systemClock;

    const neighbours = new Map<string, RpcConnection>();
    const connect: ProcessContext['connect'] = (name, { isNeeded = true } = {}) => {
      const connection = connectRpc({ name, address: settings.addressOf(name), token: settings.rpc.token });
      if (isNeeded) neighbours.set(name, connection);
      teardown.add(async () => connection.close());
      return connection;
    };
    const { module, serves, onBus } = await process.open({ settings, clock, logger, teardown, connect });
    const app = await createApp(module, {
      keys: createKeyStore(pool),
      clock,
      staffActions: createStaffActions(pool, clock),
      ...(testClock && { testClock }),
      openApi: API_INFO,
      logger,
    });
    teardown.add(() => app.close());
    const readiness = app.get(Readiness, { strict: false });
    for (const [name, connection] of neighbours) readiness.register({ name, check: () => connection.check() });

    const rpc = await serveRpc(serves(app), {
      ...settings.rpc,
      onError: (error, method) => logger.error({ err: error, method }, 'a call of another service failed'),
    });
    teardown.add(() => rpc.close());
    await leaveWaitingRoom();
    await app.listen(port, host);
    const tasks = onBus && beginOnBus(onBus(app), { logger, readiness });
    if (tasks) teardown.add(() => tasks.stop());
    const failed = tasks?.failed ?? new Promise<never>(() => undefined);
    return { url: await urlOf(app), rpcAddress: rpc.address, failed, close: () => teardown.run() };
  } catch (error) {
    await teardown.run();
    throw error;
  }
}
