import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '@loyalty/postgres';
import { ADMIN_SCOPE } from './actor.js';
import type { KeyStore } from './key-store.js';

export interface AdminKey {
  readonly file: string;
  readonly token: string;
}

/**
 * The key of whoever owns the home folder: made once, found again later. A file whose key does not work (revoked, or
 * of a database that is gone) is replaced.
 */
export async function ensureAdminKey(home: string, keys: KeyStore): Promise<AdminKey> {
  const file = join(home, 'admin.key');
  const kept = await readIfThere(file);
  if (kept !== undefined && (await keys.verify(kept))) {
    await chmod(file, 0o600);
    return { file, token: kept };
  }

  const { token } = await keys.create({ name: 'admin', scopes: [ADMIN_SCOPE] });
  await writeFile(file, `${token}\n`, { mode: 0o600 });
  // The mode above counts for a new file only.
  await chmod(file, 0o600);
  return { file, token };
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
