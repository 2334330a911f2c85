import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startKafka } from '@loyalty/kafka-broker';
import { createKafkaBus } from '@loyalty/messaging';
import { startEmbeddedPostgres } from '@loyalty/postgres';
import { Api } from '../../services/cli/dist/client/api.js';
import { end, MAIN, readyUrl, start } from '../load/program.mjs';
/** @import { Lifetime } from './lifetime.mjs' */

const SERVICES = /** @type {const} */ (['accrual', 'enrollment', 'balance']);
const QUIET = { LOYALTY_LOG: 'error' };
const run = promisify(execFile);

/**
 * The product as it runs: the door of each service, and its last word about the ledger.
 *
 * @typedef {Record<'accrual' | 'enrollment' | 'balance', Api>} Doors
 * @typedef {{ doors: Doors, key: string, verify: () => Promise<{ ok: boolean, events: number, batches: number }> }} Shape
 */

/** All services in one process, on its embedded PostgreSQL. @param {Lifetime} life @returns {Promise<Shape>} */
export async function oneProcess(life) {
  const home = await directory(life);
  const url = await serve(life, ['serve', '--home', home], {});
  const key = (await readFile(join(home, 'admin.key'), 'utf8')).trim();
  const api = new Api(url, key);
  return {
    doors: { accrual: api, enrollment: api, balance: api },
    key,
    verify: () => loyalty(['verify', '--home', home], {}),
  };
}

/** A broker, a PostgreSQL, and a process for each service. @param {Lifetime} life */
export async function processesOnKafka(life) {
  const home = await directory(life);
  const kafka = await life.begin(
    () => startKafka({ directory: join(home, 'kafka'), disposable: true }),
    (cluster) => cluster.stop(),
  );
  const postgres = await life.begin(
    () => startEmbeddedPostgres({ directory: join(home, 'postgres'), disposable: true }),
    (server) => server.stop(),
  );
  const owner = { DATABASE_URL: postgres.url };
  const roles = await loyalty(['database', 'prepare', '--url', postgres.url], {});
  const { key } = await loyalty(['keys', 'create', '--name', 'demo', '--scopes', 'admin', '--home', home], owner);

  const secret = () => randomBytes(32).toString('base64');
  const identityKey = secret();
  const recognition = await loyalty(['recognition-key'], { LOYALTY_IDENTITY_KEY: identityKey });
  const ports = await freePorts(SERVICES.length);
  const shared = {
    KAFKA_BROKERS: kafka.brokers.join(','),
    LOYALTY_RPC_TOKEN: secret(),
    LOYALTY_FINGERPRINT_KEY: secret(),
    LOYALTY_IDENTITY_KEY: identityKey,
    LOYALTY_RECOGNITION_KEY: recognition.key,
    LOYALTY_MASTER_KEY: secret(),
    ...Object.fromEntries(SERVICES.map((name, at) => [`LOYALTY_${name.toUpperCase()}_RPC`, `127.0.0.1:${ports[at]}`])),
  };
  const open = SERVICES.map(async (name, at) => {
    const environment = { ...shared, DATABASE_URL: roles[name], LOYALTY_RPC_PORT: String(ports[at]) };
    return new Api(await serve(life, ['serve', name], environment), key);
  });
  const [accrual, enrollment, balance] = await Promise.all(open);
  const bus = await life.begin(
    async () => createKafkaBus({ brokers: kafka.brokers, clientId: 'demo' }),
    (opened) => opened.close(),
  );
  return {
    doors: /** @type {Doors} */ ({ accrual, enrollment, balance }),
    key: String(key),
    verify: () => loyalty(['verify', '--home', home], owner),
    bus,
    databaseUrl: postgres.url,
  };
}

/** @param {Lifetime} life */
function directory(life) {
  return life.begin(
    () => mkdtemp(join(tmpdir(), 'loyalty-demo-')),
    (path) => rm(path, { recursive: true, force: true }),
  );
}

/** @param {Lifetime} life @param {readonly string[]} args @param {NodeJS.ProcessEnv} environment */
async function serve(life, args, environment) {
  const child = await life.begin(async () => start([MAIN, ...args, '--port', '0'], { ...QUIET, ...environment }), end);
  return readyUrl(child);
}

/** A command, and what it answers. @param {readonly string[]} args @param {NodeJS.ProcessEnv} environment */
async function loyalty(args, environment) {
  const { stdout } = await run(process.execPath, [...process.execArgv, MAIN, ...args, '--json'], {
    env: { ...process.env, ...environment },
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

/** @param {number} count */
async function freePorts(count) {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  return servers.map((server) => {
    const address = server.address();
    server.close();
    return typeof address === 'object' && address !== null ? address.port : 0;
  });
}
