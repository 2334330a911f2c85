import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { applyProgramme } from '../http/shop.mjs';
import { end, MAIN, readyUrl, start } from '../program.mjs';

const NAMES = /** @type {const} */ (['accrual', 'enrollment', 'balance']);

/**
 * The services in processes of their own, each in its own role, on the bench's PostgreSQL and broker.
 *
 * @param {{ url: string }} database @param {readonly string[]} brokers
 * @param {{ only?: readonly string[] }} [options]
 */
export async function startServices(database, brokers, { only = NAMES } = {}) {
  const home = await mkdtemp(join(tmpdir(), 'loyalty-bench-home-'));
  const addresses = await summary(['database', 'prepare', '--url', database.url], {});
  const ports = await freePorts(NAMES.length);
  const secret = () => randomBytes(32).toString('base64');
  const identityKey = secret();
  const recognition = await summary(['recognition-key'], { LOYALTY_IDENTITY_KEY: identityKey });
  const shared = {
    KAFKA_BROKERS: brokers.join(','),
    LOYALTY_LOG: 'warn',
    LOYALTY_RPC_TOKEN: secret(),
    LOYALTY_FINGERPRINT_KEY: secret(),
    LOYALTY_IDENTITY_KEY: identityKey,
    LOYALTY_RECOGNITION_KEY: recognition.key,
    LOYALTY_MASTER_KEY: secret(),
    ...Object.fromEntries(NAMES.map((name, at) => [`LOYALTY_${name.toUpperCase()}_RPC`, `127.0.0.1:${ports[at]}`])),
  };
  const children = NAMES.flatMap((name, at) => {
    const environment = { ...shared, DATABASE_URL: addresses[name], LOYALTY_RPC_PORT: String(ports[at]) };
    return only.includes(name) ? [{ name, child: start([MAIN, 'serve', name, '--port', '0'], environment) }] : [];
  });
  const urls = await Promise.all(children.map(({ child }) => readyUrl(child)));
  const url = urls[children.findIndex(({ name }) => name === 'accrual')] ?? '';
  const scopes = ['keys', 'create', '--name', 'bench', '--scopes', 'admin', '--home', home];
  const { key } = await summary(scopes, { DATABASE_URL: database.url });
  await applyProgramme(url, key);
  return {
    /** Of accrual. */
    url,
    key,
    pids: Object.fromEntries(children.map(({ name, child }) => [name, child.pid])),
    async stop() {
      await Promise.all(children.map(({ child }) => end(child)));
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** What a command says as JSON in its last line. @param {readonly string[]} args @param {NodeJS.ProcessEnv} environment */
async function summary(args, environment) {
  const { stdout } = await promisify(execFile)(process.execPath, [...process.execArgv, MAIN, ...args, '--json'], {
    env: { ...process.env, ...environment },
  });
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
}

/** @param {number} count */
async function freePorts(count) {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map((server) => new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(portOf(server))))),
  );
  for (const server of servers) server.close();
  return ports;
}

/** @param {import('node:net').Server} server */
function portOf(server) {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
