import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { end, MAIN, readyUrl, start } from '../installation/program.mjs';
import { temporaryFolder } from '../installation/temporary-folder.mjs';

/**
 * The product twice, on one database: each with a home of its own, the secrets shared as two replicas share them.
 *
 * @param {{ url: string }} database
 */
export async function twoProcesses(database) {
  const home = await temporaryFolder('race');
  const secrets = Object.fromEntries(
    ['LOYALTY_FINGERPRINT_KEY', 'LOYALTY_IDENTITY_KEY', 'LOYALTY_MASTER_KEY'].map((name) => [
      name,
      Buffer.alloc(32, name).toString('base64'),
    ]),
  );
  const environment = { DATABASE_URL: database.url, ...secrets };
  const homes = ['one', 'other'].map((name) => join(home, name));
  const children = homes.map((each) => start([MAIN, 'serve', '--home', each, '--port', '0'], environment));
  const stop = async () => {
    await Promise.all(children.map(end));
    await rm(home, { recursive: true, force: true });
  };
  try {
    const urls = await Promise.all(children.map(readyUrl));
    return { urls, key: (await readFile(join(String(homes[0]), 'admin.key'), 'utf8')).trim(), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
