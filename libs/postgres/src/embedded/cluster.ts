import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.js';
import { placeForServer, type Owner } from './owner.js';

export const USER = 'loyalty';
export const DATABASE = 'loyalty';

const INITDB = ['--auth=trust', `--username=${USER}`, '--encoding=UTF8', '--locale=C'];

export interface ClusterOptions {
  /** The cluster is made without waiting for the disk. */
  readonly disposable: boolean;
  /** A folder where a cluster is kept, to be copied instead of made again. */
  readonly keptIn?: string;
}

/** Fills the data folder, which is not there yet. */
export async function makeCluster(
  binaries: Binaries,
  data: string,
  owner: Owner,
  { disposable, keptIn }: ClusterOptions,
): Promise<void> {
  if (keptIn === undefined) return initialise(binaries, data, owner, disposable);
  const kept = await keepCluster(binaries, keptIn, owner);
  await makeFolder(data, owner);
  // By the server's user, whose files they are then. A third of it is a log of zeroes, which a hole stands for as well.
  const flags = process.platform === 'linux' ? ['-R', '--sparse=always'] : ['-R'];
  await run('cp', [...flags, `${kept}/.`, data], data, owner);
}

/**
 * One for each build of PostgreSQL, with the database in it. Two processes may come at once: each makes its own, the first
 * rename wins, and the other throws its own away.
 */
async function keepCluster(binaries: Binaries, keptIn: string, owner: Owner): Promise<string> {
  const { mtimeMs, size } = await stat(binaries.initdb);
  const version = [binaries.initdb, mtimeMs, size, process.arch, ...INITDB].join(' ');
  const name = `cluster-${createHash('sha256').update(version).digest('hex').slice(0, 12)}`;
  const place = await placeForServer(keptIn, owner);
  const kept = join(place, name);
  if (existsSync(kept)) return kept;

  const own = `${kept}.${randomUUID()}`;
  await initialise(binaries, own, owner, true);
  const single = ['--single', '-D', own, 'postgres'];
  await run(binaries.postgres, single, own, owner, `create database ${DATABASE}\n`);
  try {
    await rename(own, kept);
  } catch (error) {
    await rm(own, { recursive: true, force: true });
    if (!existsSync(kept)) throw error;
  }
  return kept;
}

async function initialise(binaries: Binaries, data: string, owner: Owner, disposable: boolean): Promise<void> {
  await makeFolder(data, owner);
  const flags = [...INITDB, `--pgdata=${data}`];
  await run(binaries.initdb, disposable ? [...flags, '--no-sync'] : flags, data, owner);
}

async function makeFolder(data: string, owner: Owner): Promise<void> {
  await mkdir(data, { recursive: true, mode: 0o700 });
  await owner.own(data);
}

async function run(file: string, args: readonly string[], cwd: string, owner: Owner, input = ''): Promise<void> {
  const child = spawn(file, args, { ...owner.identity, cwd, stdio: ['pipe', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  // Who ends before it has read its input has a complaint of its own.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const code = await ended;
  if (code !== 0) throw new Error(`PostgreSQL could not make its data folder in ${cwd}: ${complaint.trim()}`);
}
