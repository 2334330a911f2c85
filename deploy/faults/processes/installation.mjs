import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts, startKafka } from '@loyalty/kafka-broker';
import { createKafkaBus } from '@loyalty/messaging';
import { createPool } from '@loyalty/postgres';
import { byService, environmentOf, loyalty, prepare } from '../../installation/installation.mjs';
import { temporaryFolder } from '../../installation/temporary-folder.mjs';
import { OwnPostgres } from './own-postgres.mjs';
import { ServiceProcess } from './service-process.mjs';
import { TcpProxy } from './tcp-proxy.mjs';
/** @import { Lifetime } from '../../installation/lifetime.mjs' */
/** @import { Service } from '../../installation/installation.mjs' */
/** @typedef {Exclude<Service, 'redemption' | 'campaign' | 'analytics'>} Struck what the workload needs: nothing in it is redeemed, nor planned */
/** @import { Edit } from './service-process.mjs' */

const ENDS_WITHIN_MS = 5_000;

/** Two of accrual: either takes what the other cannot, and one of them relays each shard. @type {readonly [string, Struck][]} */
const PROCESSES = [
  ['accrual-1', 'accrual'],
  ['accrual-2', 'accrual'],
  ['enrollment', 'enrollment'],
  ['balance', 'balance'],
];

/**
 * The whole product, a process for each service and two of accrual, on a PostgreSQL and a Kafka of its own. The services
 * reach both through proxies; the suite itself goes straight to them, and sees what is there.
 *
 * @typedef {{ nodes: 1 | 3, edits?: Partial<Record<Service, readonly Edit[]>> }} Installed
 * @typedef {Awaited<ReturnType<typeof startInstallation>>} Installation
 * @param {Lifetime} life
 * @param {Installed} options
 */
export async function startInstallation(life, { nodes, edits = {} }) {
  const home = await life.begin(
    () => temporaryFolder('faults'),
    (path) => rm(path, { recursive: true, force: true }),
  );
  const proxy = (/** @type {readonly number[]} */ to, /** @type {number} */ port = 0) =>
    life.begin(
      () => TcpProxy.open(to, port),
      (opened) => opened.close(),
    );
  const [postgresPort = 0, ...ports] = await freePorts(2 + PROCESSES.length * 3);

  const [kafka, postgres] = await Promise.all([
    startBroker(life, { home, nodes, proxy }),
    life.begin(
      () => OwnPostgres.start({ home, port: postgresPort }),
      (server) => server.stop(),
    ),
  ]);
  const prepared = await prepare({ databaseUrl: postgres.url, home });

  const rpcPorts = { accrual: ports.splice(0, 2), enrollment: ports.splice(0, 1), balance: ports.splice(0, 1) };
  // As a load balancer would: who asks accrual asks whichever takes the connection.
  const rpc = [await proxy(rpcPorts.accrual), await proxy(rpcPorts.enrollment), await proxy(rpcPorts.balance)];
  const asked = byService(rpc.map(({ port }) => port));
  const processes = new Map();
  const taken = { accrual: 0, enrollment: 0, balance: 0 };
  /** @param {string} name @param {Struck} service @param {number} [rpcPort] */
  const add = async (name, service, rpcPort = rpcPorts[service][taken[service]++] ?? 0) => {
    const database = await proxy([postgresPort]);
    const environment = environmentOf(service, { ...prepared, brokers: kafka.brokers, rpcPorts: asked });
    const address = new URL(environment['DATABASE_URL'] ?? '');
    address.port = String(database.port);
    const made = await life.begin(
      async () =>
        new ServiceProcess({
          name,
          service,
          port: ports.shift() ?? 0,
          home,
          database,
          edits: edits[service] ?? [],
          environment: {
            ...environment,
            DATABASE_URL: address.toString(),
            LOYALTY_RPC_PORT: String(rpcPort),
            LOYALTY_LOG: 'warn',
          },
        }),
      (each) => each.end('SIGKILL'),
    );
    processes.set(name, made);
    return made;
  };
  for (const [name, service] of PROCESSES) await add(name, service);

  const bus = await life.begin(
    async () => createKafkaBus({ brokers: kafka.direct, clientId: 'faults', sessionTimeoutMs: 6_000 }),
    (opened) => opened.close(),
  );
  const pool = await life.begin(
    async () => createPool(postgres.url, { max: 6 }),
    // A strike that failed half-way may have kept a connection; the end must come all the same.
    (opened) => Promise.race([opened.end(), sleep(ENDS_WITHIN_MS)]),
  );
  /** @param {string} name @returns {ServiceProcess} */
  const process = (name) => {
    const found = processes.get(name);
    if (found === undefined) throw new Error(`there is no process ${name}`);
    return found;
  };
  await Promise.all([...processes.values()].map((each) => each.start()));
  return {
    home,
    key: prepared.key,
    kafka,
    postgres,
    bus,
    pool,
    /** Between the services. */
    rpc,
    process,
    /** @returns {readonly ServiceProcess[]} */
    processes: () => [...processes.values()],
    /** @returns {readonly ServiceProcess[]} */
    accruals: () => [process('accrual-1'), process('accrual-2')],
    /** One more of a service, which nobody asks by RPC; not started yet. @param {string} name @param {Service} service */
    another: (name, service) => add(name, service, 0),
    /** @param {string} name */
    forget: (name) => processes.delete(name),
    verify: () => loyalty(['verify', '--home', home], { DATABASE_URL: postgres.url }),
  };
}

/**
 * A broker has two listeners: one that tells the product to come through a proxy, and one for the suite. Of three brokers
 * each has its own proxy.
 *
 * @param {Lifetime} life
 * @param {{ home: string, nodes: 1 | 3, proxy: (to: readonly number[], port?: number) => Promise<TcpProxy> }} options
 */
async function startBroker(life, { home, nodes, proxy }) {
  const ports = await freePorts(2 * nodes);
  const listeners = Array.from({ length: nodes }, (_, at) => ({
    behind: ports[2 * at] ?? 0,
    at: ports[2 * at + 1] ?? 0,
  }));
  const proxies = await Promise.all(listeners.map(({ behind, at }) => proxy([behind], at)));
  const cluster = await life.begin(
    () =>
      startKafka({
        directory: join(home, 'kafka'),
        nodes,
        disposable: true,
        properties: ({ id, port, controllerPort }) => {
          const own = listeners[id - 1];
          return {
            listeners: `PLAINTEXT://127.0.0.1:${port},PROXIED://127.0.0.1:${own?.behind},CONTROLLER://127.0.0.1:${controllerPort}`,
            'advertised.listeners': `PLAINTEXT://127.0.0.1:${port},PROXIED://127.0.0.1:${own?.at}`,
            'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT',
            'inter.broker.listener.name': 'PLAINTEXT',
          };
        },
      }),
    (started) => started.stop(),
  );
  return {
    cluster,
    nodes,
    proxies,
    /** As the product knows it. */
    brokers: listeners.map(({ at }) => `127.0.0.1:${at}`),
    direct: cluster.brokers,
  };
}
