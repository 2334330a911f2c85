import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chown, mkdir, readlink, realpath, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode } from '../error-code.js';

/** The user that PostgreSQL runs as: the one who started us, or another one where that is root. */
export interface Owner {
  /** Options of `spawn`; empty unless we are root. */
  readonly identity: { readonly uid?: number; readonly gid?: number };
  own(path: string): Promise<void>;
}

const STATE_OF_ROOT = '/var/lib/loyalty-ledger';
/** In the folder that was asked for; leads to where the files are. */
const POINTER = 'elsewhere';

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
 * then a folder of its own under /var/lib, to which the one that was asked for points from then on. A folder that is new
 * gets a new place: what a deleted home has left there is neither brought back nor deleted.
 */
export async function placeForServer(directory: string, owner: Owner): Promise<string> {
  const made = await mkdir(directory, { recursive: true });
  const wanted = await realpath(directory);
  const { uid } = owner.identity;
  if (uid === undefined) return wanted;
  const pointer = join(wanted, POINTER);
  if ((await follow(pointer)) === undefined) {
    if (await canBeEntered(dirname(wanted), uid)) {
      await owner.own(wanted);
      return wanted;
    }
    await pointElsewhere(pointer, made === undefined ? placeOf(wanted) : placeOf(`${wanted} ${randomUUID()}`));
  }
  const place = (await follow(pointer)) ?? wanted;
  await mkdir(place, { recursive: true, mode: 0o755 });
  await owner.own(place);
  await writeFile(join(place, 'home'), `${wanted}\n`);
  return place;
}

/** Homes of older versions have no pointer: their place is found by their path alone. */
function placeOf(words: string): string {
  return join(STATE_OF_ROOT, createHash('sha256').update(words).digest('hex').slice(0, 16));
}

/** Of two who come at once, the first says where. */
async function pointElsewhere(pointer: string, place: string): Promise<void> {
  await symlink(place, pointer).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error;
  });
}

async function follow(pointer: string): Promise<string | undefined> {
  return readlink(pointer).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  });
}

export async function canBeEntered(directory: string, uid: number): Promise<boolean> {
  const { mode, uid: owner } = await stat(directory);
  const allowed = owner === uid ? mode & 0o100 : mode & 0o001;
  if (!allowed) return false;
  const parent = dirname(directory);
  return parent === directory || canBeEntered(parent, uid);
}

export { STATE_OF_ROOT };
