import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '@loyalty/postgres';

export interface Holder {
  readonly pid: number;
  /** When the process started, as the system counts it: process ids are used again. */
  readonly startedAt: string;
  readonly command: string;
}

/** The home is in use by another running process. */
export class HomeInUse extends Error {
  constructor(
    readonly home: string,
    readonly holder: Holder,
  ) {
    super(`the home ${home} is in use by process ${holder.pid} (${holder.command}); stop it, or name another --home`);
    this.name = 'HomeInUse';
  }
}

/**
 * Takes the home for this process. Locks are numbered, `lock.1`, `lock.2`, …, and the highest counts: who finds it
 * released, or its process gone, links the next number, which succeeds for one of many. The highest is never removed,
 * only marked as released, so a number is never given out twice.
 * @throws HomeInUse
 */
export async function lockHome(home: string, command: string): Promise<() => Promise<void>> {
  await mkdir(home, { recursive: true });
  const mine: Holder = { pid: process.pid, startedAt: startOf(process.pid) ?? '', command };
  const prepared = await prepare(home, mine);
  try {
    for (;;) {
      const highest = await highestLock(home);
      if (highest?.holder !== undefined && isAlive(highest.holder)) throw new HomeInUse(home, highest.holder);
      const number = (highest?.number ?? 0) + 1;
      if (!(await tryLink(prepared, fileOf(home, number)))) continue;
      await removeLocksBelow(home, number);
      return () => release(home, number);
    }
  } finally {
    await rm(prepared, { force: true });
  }
}

/** Who holds the home, dead or alive; undefined where nobody does. */
export async function readHolder(home: string): Promise<Holder | undefined> {
  return (await highestLock(home))?.holder;
}

export function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (errorCode(error) !== 'EPERM') return false;
  }
  return holder.startedAt === '' || startOf(holder.pid) === holder.startedAt;
}

const fileOf = (home: string, number: number): string => join(home, `lock.${number}`);

async function prepare(home: string, holder: Holder | null): Promise<string> {
  const path = join(home, `.lock-${randomUUID()}`);
  await writeFile(path, JSON.stringify(holder), { mode: 0o600 });
  return path;
}

async function release(home: string, number: number): Promise<void> {
  await rename(await prepare(home, null), fileOf(home, number));
}

async function highestLock(home: string): Promise<{ number: number; holder: Holder | undefined } | undefined> {
  for (;;) {
    const number = (await lockNumbers(home)).at(-1);
    if (number === undefined) return undefined;
    try {
      const holder = JSON.parse(await readFile(fileOf(home, number), 'utf8')) as Holder | null;
      return { number, holder: holder ?? undefined };
    } catch (error) {
      // Removed since it was listed: a higher one is there by now.
      if (errorCode(error) !== 'ENOENT') throw error;
    }
  }
}

async function lockNumbers(home: string): Promise<readonly number[]> {
  try {
    const names = await readdir(home);
    return names.flatMap((name) => (/^lock\.\d+$/.test(name) ? [Number(name.slice(5))] : [])).sort((a, b) => a - b);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

async function removeLocksBelow(home: string, number: number): Promise<void> {
  const below = (await lockNumbers(home)).filter((other) => other < number);
  await Promise.all(below.map((other) => rm(fileOf(home, other), { force: true })));
}

async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** The 22nd field of /proc/<pid>/stat; undefined where the system has no such file. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
