import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { freePorts, startKafka } from '@loyalty/kafka-broker';
import { createKafkaBus } from '@loyalty/messaging';
import { startEmbeddedPostgres } from '@loyalty/postgres';
import { Api } from '../../services/cli/dist/client/api.js';
import { byService, environmentOf, loyalty, prepare, SERVICES } from '../installation/installation.mjs';
import { end, MAIN, readyUrl, start } from '../installation/program.mjs';
import { temporaryFolder } from '../installation/temporary-folder.mjs';
/** @import { Lifetime } from '../installation/lifetime.mjs' */

/** Those that a shop's history needs: nothing in it is redeemed. @type {readonly ('accrual' | 'enrollment' | 'balance')[]} */
const NEEDED = ['accrual', 'enrollment', 'balance'];
const QUIET = { LOYALTY_LOG: 'error' };

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
    verify: () => loyalty(['verify', '--home', home]),
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
  const prepared = await prepare({ databaseUrl: postgres.url, home });
  const { key } = prepared;
  const rpcPorts = byService(await freePorts(SERVICES.length));
  const open = NEEDED.map(async (name) => {
    const environment = environmentOf(name, { ...prepared, brokers: kafka.brokers, rpcPorts });
    return new Api(await serve(life, ['serve', name], environment), key);
  });
  const [accrual, enrollment, balance] = await Promise.all(open);
  const bus = await life.begin(
    async () => createKafkaBus({ brokers: kafka.brokers, clientId: 'demo' }),
    (opened) => opened.close(),
  );
  return {
    doors: /** @type {Doors} */ ({ accrual, enrollment, balance }),
    key,
    verify: () => loyalty(['verify', '--home', home], { DATABASE_URL: postgres.url }),
    bus,
    databaseUrl: postgres.url,
  };
}

/** @param {Lifetime} life */
function directory(life) {
  return life.begin(
    () => temporaryFolder('demo'),
    (path) => rm(path, { recursive: true, force: true }),
  );
}

/** @param {Lifetime} life @param {readonly string[]} args @param {NodeJS.ProcessEnv} environment */
async function serve(life, args, environment) {
  const child = await life.begin(async () => start([MAIN, ...args, '--port', '0'], { ...QUIET, ...environment }), end);
  return readyUrl(child);
}
