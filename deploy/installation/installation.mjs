import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { MAIN } from './program.mjs';

/** @typedef {'accrual' | 'enrollment' | 'balance' | 'redemption' | 'campaign' | 'analytics'} Service */

/** @type {readonly Service[]} */
export const SERVICES = ['accrual', 'enrollment', 'balance', 'redemption', 'campaign', 'analytics'];

/** A service is told no secret of another's. @type {Readonly<Record<Service, readonly string[]>>} */
const SECRETS = {
  accrual: ['LOYALTY_FINGERPRINT_KEY', 'LOYALTY_RECOGNITION_KEY'],
  enrollment: ['LOYALTY_IDENTITY_KEY', 'LOYALTY_MASTER_KEY'],
  balance: [],
  redemption: ['LOYALTY_FINGERPRINT_KEY'],
  campaign: [],
  analytics: [],
};
const SHARED_SECRETS = ['LOYALTY_RPC_TOKEN'];

const run = promisify(execFile);

/**
 * What an operator prepares once for services in processes of their own: a role for each in the database, a key for whoever
 * calls, and the secrets that they share.
 *
 * @typedef {{ key: string, roles: Readonly<Record<Service, string>>, secrets: NodeJS.ProcessEnv }} Prepared
 * @param {{ databaseUrl: string, home: string, testClock?: boolean }} place of the database's owner; a folder of one's own
 * @returns {Promise<Prepared>}
 */
export async function prepare({ databaseUrl, home, testClock = false }) {
  const roles = await loyalty(['database', 'prepare', '--url', databaseUrl, ...(testClock ? ['--test-clock'] : [])]);
  const made = await loyalty(['keys', 'create', '--name', 'owner', '--scopes', 'admin', '--home', home], {
    DATABASE_URL: databaseUrl,
  });
  const names = [...SHARED_SECRETS, ...Object.values(SECRETS).flat()];
  const secrets = Object.fromEntries(names.map((name) => [name, randomBytes(32).toString('base64')]));
  // This one is made of another: by it accrual knows who was enrolled.
  const recognition = await loyalty(['recognition-key'], { LOYALTY_IDENTITY_KEY: secrets['LOYALTY_IDENTITY_KEY'] });
  secrets['LOYALTY_RECOGNITION_KEY'] = recognition.key;
  return { key: String(made.key), roles, secrets };
}

/**
 * What a service's process is told. `rpcPorts` say where each answers the others; `LOYALTY_LOG` is left to the caller.
 *
 * @param {Service} service
 * @param {Prepared & { brokers: readonly string[], rpcPorts: Readonly<Partial<Record<Service, number>>> }} installation
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentOf(service, { roles, secrets, brokers, rpcPorts }) {
  const asked = SERVICES.filter((name) => rpcPorts[name] !== undefined);
  const neighbours = asked.map((name) => [`LOYALTY_${name.toUpperCase()}_RPC`, `127.0.0.1:${rpcPorts[name]}`]);
  return {
    ...Object.fromEntries([...SHARED_SECRETS, ...SECRETS[service]].map((name) => [name, secrets[name]])),
    ...Object.fromEntries(neighbours),
    KAFKA_BROKERS: brokers.join(','),
    DATABASE_URL: roles[service],
    LOYALTY_RPC_PORT: String(rpcPorts[service]),
  };
}

/** One value for each service, in the order of `SERVICES`. @template Value @param {readonly Value[]} values */
export function byService(values) {
  return /** @type {Record<Service, Value>} */ (Object.fromEntries(SERVICES.map((name, at) => [name, values[at]])));
}

/**
 * A command, and what it answers.
 *
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {Promise<any>} rejects with what it said on standard error, if it fails
 */
export async function loyalty(args, environment = {}) {
  const { stdout } = await run(process.execPath, [...process.execArgv, MAIN, ...args, '--json'], {
    env: { ...process.env, ...environment },
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}
