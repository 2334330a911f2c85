import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { end, MAIN, readyUrl, start } from '../../installation/program.mjs';
import { temporaryFolder } from '../../installation/temporary-folder.mjs';

const ECHO = fileURLToPath(new URL('./echo.mjs', import.meta.url));

const PROGRAMME = `
id: bench-shop
name: Bench shop
currency: EUR
timeZone: Europe/Berlin
wallets:
  points:
    earn: { points: 1, per: 1.00, rounding: down }
    expiry: { after: P1Y, endOf: year }
autoEnrolment: { when: always, earns: true }
`;

/**
 * The product as it is started, in a process of its own, on the bench's PostgreSQL, with its read models on.
 *
 * @param {{ url: string }} database
 */
export async function startShop(database) {
  const home = await temporaryFolder('bench-home');
  const child = start([MAIN, 'serve', '--home', home, '--port', '0'], { DATABASE_URL: database.url });
  const url = await readyUrl(child);
  const key = (await readFile(join(home, 'admin.key'), 'utf8')).trim();
  await applyProgramme({ url, key });
  return {
    url,
    key,
    pid: child.pid,
    async stop() {
      await end(child);
      await rm(home, { recursive: true, force: true });
    },
  };
}

/**
 * @param {{ url: string, key: string }} shop
 * @param {{ id: string, document: string }} programme
 */
export async function applyProgramme({ url, key }, { id, document } = { id: 'bench-shop', document: PROGRAMME }) {
  const applied = await fetch(`${url}/v1/programmes/${id}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/yaml' },
    body: document,
  });
  if (!applied.ok) throw new Error(`void: the programme was not applied: ${await applied.text()}`);
}

/**
 * An endpoint with the product's guards and validation that answers with one fixed text of the product's size.
 *
 * @param {{ url: string }} database
 * @param {string} answer
 */
export async function startEcho(database, answer) {
  const child = start([ECHO], { DATABASE_URL: database.url, ECHO_ANSWER: answer });
  return { url: await readyUrl(child), stop: () => end(child) };
}
