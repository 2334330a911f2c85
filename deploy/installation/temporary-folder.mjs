import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A new folder for homes; whoever asked for it removes it. PostgreSQL, which runs as another user where we are root, can
 * enter it: otherwise it would keep its files elsewhere, where nobody removes them.
 *
 * @param {string} name
 */
export async function temporaryFolder(name) {
  const folder = await mkdtemp(join(tmpdir(), `loyalty-${name}-`));
  await chmod(folder, 0o711);
  return folder;
}
