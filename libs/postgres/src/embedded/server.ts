import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { errorCode } from '../error-code.js';
import { locateBinaries } from './binaries.js';
import { DATABASE, makeCluster, USER } from './cluster.js';
import { stopLeftover } from './leftover.js';
import { ownerOfServer, placeForServer, type Owner } from './owner.js';

export interface EmbeddedPostgresOptions {
  /** Holds the data; made when it is missing. */
  readonly directory: string;
  /** Without a port the server listens on a socket in the file system only, so that no two servers can collide. */
  readonly port?: number;
  /** For data that nobody will miss: the cluster is made without waiting for the disk. Commits stay durable. */
  readonly disposable?: boolean;
  /** For who makes many of them: a folder of which the first keeps an empty cluster, for the next to copy. */
  readonly keptIn?: string;
}

export interface EmbeddedPostgres {
  /** Of the database `loyalty`. */
  readonly url: string;
  /** Of the postmaster. */
  readonly pid: number;
  /** Ends sessions, writes everything to disk and waits for the server to be gone. */
  stop(): Promise<void>;
}

/** Starts the PostgreSQL that is shipped with the product; as root it runs as another user, since PostgreSQL refuses root. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const owner = ownerOfServer();
  const binaries = await locateBinaries(owner);
  const data = join(await placeForServer(options.directory, owner), 'data');
  await stopLeftover(data);
  if (!existsSync(join(data, 'PG_VERSION'))) {
    await makeCluster(binaries, data, owner, { ...options, disposable: options.disposable ?? false });
  }

  const sockets = await socketDirectory(data, owner);
  const log = await open(join(data, '..', 'postgres.log'), 'a');
  const server = spawn(binaries.postgres, serverArguments(data, sockets, options.port), {
    ...owner.identity,
    cwd: data,
    // A process group of its own: Ctrl-C in a terminal must reach us first, so that we can stop in order.
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: { ...process.env, LC_MESSAGES: 'C', TZ: 'UTC' },
  });
  await log.close();

  const url =
    options.port === undefined
      ? `postgresql://${USER}@localhost/${DATABASE}?host=${encodeURIComponent(sockets)}`
      : `postgresql://${USER}@127.0.0.1:${options.port}/${DATABASE}`;
  await untilReady(server, url, join(data, '..', 'postgres.log'));
  const pid = server.pid;
  if (pid === undefined) throw new Error('PostgreSQL has no process id');
  return { url, pid, stop: () => stop(server) };
}

function serverArguments(data: string, sockets: string, port: number | undefined): string[] {
  const settings: Record<string, string> = {
    listen_addresses: port === undefined ? '' : '127.0.0.1',
    unix_socket_directories: sockets,
    max_connections: '100',
    shared_buffers: '256MB',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', data, ...(port === undefined ? [] : ['-p', String(port)]), ...flags];
}

/** The path of a socket may have about 100 characters, so a deep home keeps its socket elsewhere. */
async function socketDirectory(data: string, owner: Owner): Promise<string> {
  const near = join(data, '..', 'socket');
  const short = join(tmpdir(), `loyalty-${createHash('sha256').update(data).digest('hex').slice(0, 12)}`);
  const directory = Buffer.byteLength(near) < 80 ? near : short;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await owner.own(directory);
  return directory;
}

async function untilReady(server: ChildProcess, url: string, log: string): Promise<void> {
  let ended: string | undefined;
  server.once('error', (error) => (ended = error.message));
  server.once('exit', (code, signal) => (ended = `it ended with ${signal ?? `code ${code}`}`));
  const address = new URL(url);
  address.pathname = '/postgres';
  const deadline = Date.now() + 60_000;
  while (ended === undefined && Date.now() < deadline) {
    const client = new pg.Client({ connectionString: address.toString() });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await createDatabase(client);
      return;
    } catch (error) {
      if (!isNotReadyYet(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 30));
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  server.kill('SIGKILL');
  throw new Error(`PostgreSQL did not start: ${ended ?? 'no answer within 60 s'} (its log: ${log})`);
}

async function createDatabase(client: pg.Client): Promise<void> {
  const existing = await client.query('select from pg_database where datname = $1', [DATABASE]);
  if (existing.rowCount === 0) await client.query(`create database ${DATABASE}`);
}

/** No socket yet, nobody listening yet, or still starting up or recovering (57P03). */
function isNotReadyYet(error: unknown): boolean {
  const code = errorCode(error);
  return code === 'ENOENT' || code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === '57P03';
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  server.kill('SIGINT');
  await gone;
}
