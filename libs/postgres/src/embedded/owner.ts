import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chown, mkdir, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The user that PostgreSQL runs as: the one who started us, or another one where that is root. */
export interface Owner {
  /** Options of `spawn`; empty unless we are root. */
  readonly identity: { readonly uid?: number; readonly gid?: number };
  own(path: string): Promise<void>;
}

const STATE_OF_ROOT = '/var/lib/loyalty-ledger';

export function ownerOfServer(): Owner {
  if (process.getuid?.() !== 0) return { identity: {}, own: () => Promise.resolve() };
  const identity = unprivilegedUser(readFileSync('/etc/passwd', 'utf8'));
  return { identity, own: (path) => chown(path, identity.uid, identity.gid) };
}

/** `postgres` where the system has it, else `nobody`: initdb insists on a user with a name. */
export function unprivilegedUser(passwd: string): { uid: number; gid: number } {
  const entries = passwd.split('\n').map((line) => line.split(':'));
  const entry = entries.find(([name]) => name === 'postgres') ?? entries.find(([name]) => name === 'nobody');
  const uid = Number(entry?.[2]);
  const gid = Number(entry?.[3]);
  if (entry === undefined || !Number.isInteger(uid) || !Number.isInteger(gid)) {
    throw new Error(
      'PostgreSQL does not run as root, and this system has neither a user `postgres` nor `nobody` to run it as',
    );
  }
  return { uid, gid };
}

/**
 * The folder for a server's files: the one that was asked for, unless its user could not enter it (a home of root, say);
 * then a folder of its own under /var/lib, the same one each time.
 */
export async function placeForServer(directory: string, owner: Owner): Promise<string> {
  await mkdir(directory, { recursive: true });
  const wanted = await realpath(directory);
  const { uid } = owner.identity;
  if (uid === undefined || (await canBeEntered(dirname(wanted), uid))) {
    await owner.own(wanted);
    return wanted;
  }
  const place = join(STATE_OF_ROOT, createHash('sha256').update(wanted).digest('hex').slice(0, 16));
  await mkdir(place, { recursive: true, mode: 0o755 });
  await owner.own(place);
  return place;
}

export async function canBeEntered(directory: string, uid: number): Promise<boolean> {
  const { mode, uid: owner } = await stat(directory);
  const allowed = owner === uid ? mode & 0o100 : mode & 0o001;
  if (!allowed) return false;
  const parent = dirname(directory);
  return parent === directory || canBeEntered(parent, uid);
}

export { STATE_OF_ROOT };
