import { freePorts } from '@loyalty/kafka-broker';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { byService, environmentOf, prepare, type Service, SERVICES } from '../../installation/installation.mjs';
import { Client } from './client.fixture.js';
import { createHome, spawnServer, type TestHome } from './program.fixture.js';

/** Which service answers a path; what an ingress does for an installation. */
const ROUTES: readonly (readonly [RegExp, Service])[] = [
  [/^\/v1\/(members|households)/, 'enrollment'],
  [/^\/v1\/(redemptions|reviews|rewards|voucher|webhooks|fulfilments)/, 'redemption'],
  [/^\/v1\/(campaigns|programmes|segments)/, 'campaign'],
  [/^\/v1\/settlements/, 'analytics'],
  [/^\/v1\/accounts\/[^/]+\/(adjustments|transfers)/, 'accrual'],
  [/^\/v1\/(accounts|entries|balances|feed)/, 'balance'],
  [/^\//, 'accrual'],
];

export function serviceOf(path: string): Service {
  return ROUTES.find(([pattern]) => pattern.test(path))?.[1] ?? 'accrual';
}

type Server = ReturnType<typeof spawnServer> & { readonly port: number };

/** The services in processes of their own on one PostgreSQL, each in its own role. */
export class RunningServices {
  private readonly running = new Map<Service, Server>();
  private readonly spawned: Server[] = [];

  private constructor(
    readonly postgres: TestPostgres,
    readonly database: TestDatabase,
    private readonly home: TestHome,
    private readonly key: string,
    private readonly environment: Readonly<Record<Service, NodeJS.ProcessEnv>>,
    private readonly ports: Readonly<Record<Service, number>>,
  ) {}

  /** Of this installation alone; gone with it. */
  get directory(): string {
    return this.home.directory;
  }

  /** Prepares the database and chooses ports; starts nothing yet. `copy`: accrual keeps one of who is who. */
  static async prepare(more: NodeJS.ProcessEnv = {}, { copy = true } = {}): Promise<RunningServices> {
    const postgres = await startTestPostgres();
    const database = await createTestDatabase(postgres);
    const home = await createHome();
    const prepared = await prepare({ databaseUrl: database.url, home: home.directory, testClock: true });
    const [ports, rpcPorts] = [
      byService(await freePorts(SERVICES.length)),
      byService(await freePorts(SERVICES.length)),
    ];
    const told = (name: Service) => ({ ...environmentOf(name, { ...prepared, brokers: [], rpcPorts }), ...more });
    const environment = byService(SERVICES.map(told));
    if (!copy) delete environment.accrual['LOYALTY_RECOGNITION_KEY'];
    return new RunningServices(postgres, database, home, prepared.key, environment, ports);
  }

  /** Starts one and does not wait for it. */
  spawn(service: Service): Server {
    const port = this.ports[service];
    const server = { ...spawnServer(['serve', service, '--port', String(port)], this.environment[service]), port };
    this.running.set(service, server);
    this.spawned.push(server);
    return server;
  }

  async start(...services: readonly Service[]): Promise<void> {
    await Promise.all(services.map(async (service) => await this.spawn(service).ready));
  }

  /** From its next start on. */
  tell(service: Service, more: NodeJS.ProcessEnv): void {
    Object.assign(this.environment[service], more);
  }

  async stop(service: Service, signal?: NodeJS.Signals): Promise<number | null | undefined> {
    return this.running.get(service)?.stop(signal);
  }

  urlOf(service: Service): string {
    return `http://127.0.0.1:${this.ports[service]}`;
  }

  databaseUrlOf(service: Service): string {
    return this.environment[service]['DATABASE_URL'] ?? '';
  }

  outputOf(service: Service): string {
    const { stdout, stderr } = this.running.get(service)?.output() ?? { stdout: '', stderr: '' };
    return `${stdout}${stderr}`;
  }

  /** By all of them, those that have ended too. */
  everythingSaid(): string {
    return this.spawned.map(({ output }) => Object.values(output()).join('\n')).join('\n');
  }

  client(): Client {
    return this.clientOf(this.key);
  }

  /** Accrual answers for programmes where no campaign runs, as in an installation of an earlier release. */
  clientOf(key: string): Client {
    const answering = (path: string): Service => {
      const service = serviceOf(path);
      return service === 'campaign' && !this.running.has('campaign') ? 'accrual' : service;
    };
    return new Client((path) => this.urlOf(answering(path)), key);
  }

  async close(): Promise<void> {
    await Promise.all([...this.running.values()].map((server) => server.stop()));
    await this.database.drop();
    await this.postgres.stop();
    await this.home.remove();
  }
}
