import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { freePorts } from '@loyalty/kafka-broker';
import { createPool } from '@loyalty/postgres';
import { environmentOf, loyalty, prepare } from '../../installation/installation.mjs';
import { end, start } from '../../installation/program.mjs';
import { temporaryFolder } from '../../installation/temporary-folder.mjs';
import { OwnPostgres } from '../processes/own-postgres.mjs';
import { ServiceProcess } from '../processes/service-process.mjs';
/** @import { Lifetime } from '../../installation/lifetime.mjs' */
/** @import { Service } from '../../installation/installation.mjs' */

const PROVIDER = fileURLToPath(new URL('provider.mjs', import.meta.url));
const KEY_BYTES = 32;

/** Two of redemption: either takes what the other was killed over. @type {readonly [string, Service][]} */
const PROCESSES = [
  ['accrual', 'accrual'],
  ['enrollment', 'enrollment'],
  ['balance', 'balance'],
  ['redemption-1', 'redemption'],
  ['redemption-2', 'redemption'],
];

/**
 * What spending needs: a PostgreSQL of its own, a process for each service and two of redemption, and a payment provider
 * that misbehaves by the seed. There is no broker: nothing that is spent waits for one.
 *
 * @typedef {Awaited<ReturnType<typeof startInstallation>>} Installation
 * @param {Lifetime} life @param {{ seed: number }} options
 */
export async function startInstallation(life, { seed }) {
  const home = await life.begin(
    () => temporaryFolder('faults-redemption'),
    (path) => rm(path, { recursive: true, force: true }),
  );
  const [postgresPort = 0, accrual = 0, enrollment = 0, balance = 0, ...ports] = await freePorts(
    4 + 2 * PROCESSES.length,
  );
  const rpcPorts = { accrual, enrollment, balance };
  const postgres = await life.begin(
    () => OwnPostgres.start({ home, port: postgresPort }),
    (server) => server.stop(),
  );
  const prepared = await prepare({ databaseUrl: postgres.url, home });
  const boss = await loyalty(['keys', 'create', '--name', 'boss', '--scopes', 'payouts:approve', '--home', home], {
    DATABASE_URL: postgres.url,
  });
  const payoutKey = randomBytes(KEY_BYTES).toString('base64');
  const doors = new Map(PROCESSES.map(([name]) => [name, ports.shift() ?? 0]));
  const callbacks = ['redemption-1', 'redemption-2'].map(
    (name) => `http://127.0.0.1:${doors.get(name)}/v1/payouts/callbacks`,
  );
  const child = await life.begin(async () => start([PROVIDER, String(seed), payoutKey, ...callbacks], {}), end);
  const addresses = await bothUrls(child);

  const processes = new Map();
  for (const [name, service] of PROCESSES) {
    const environment = {
      ...environmentOf(service, { ...prepared, brokers: [], rpcPorts }),
      LOYALTY_LOG: 'warn',
      // Two of redemption answer nobody by RPC.
      LOYALTY_RPC_PORT: String(/** @type {Record<string, number>} */ (rpcPorts)[service] ?? ports.shift()),
      LOYALTY_PAYOUT_URL: addresses.url,
      LOYALTY_PAYOUT_KEY: payoutKey,
      LOYALTY_PAYOUT_TIMEOUT_MS: '1000',
    };
    const port = doors.get(name) ?? 0;
    // Nothing strikes between it and its database.
    const database = /** @type {any} */ (undefined);
    const made = await life.begin(
      async () => new ServiceProcess({ name, service, port, home, environment, database, edits: [] }),
      (each) => each.end('SIGKILL'),
    );
    processes.set(name, made);
  }
  const pool = await life.begin(
    async () => createPool(postgres.url, { max: 4 }),
    (opened) => opened.end(),
  );
  await Promise.all([...processes.values()].map((each) => each.start()));
  const run = (/** @type {string} */ command) => loyalty([command, '--home', home], { DATABASE_URL: postgres.url });
  return {
    home,
    key: prepared.key,
    bossKey: String(boss.key),
    pool,
    /** @param {string} name @returns {ServiceProcess} */
    process: (name) => processes.get(name),
    /** @returns {readonly ServiceProcess[]} */
    processes: () => [...processes.values()],
    verify: () => run('verify'),
    reconcile: () => run('reconcile'),
    /** @returns {Promise<{ payments: { id: string, amount: string }[], refusedRequests: string[], shown: Record<string, number> }>} what the provider says of itself */
    provider: async () => (await fetch(addresses.books)).json(),
  };
}

/** @param {ReturnType<typeof start>} child */
function bothUrls(child) {
  return new Promise((/** @type {(urls: { url: string, books: string }) => void} */ resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += String(chunk);
      const ready = /^ready (\S+) (\S+)$/m.exec(said);
      if (ready?.[1] && ready[2]) resolve({ url: ready[1], books: ready[2] });
    });
    child.once('exit', () => reject(new Error(`the provider ended before it was ready: ${said}`)));
  });
}
