// A month of trade with three partners on a home of its own: node deploy/demo/partners.mjs --home DIR [--seed N]
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readArguments } from '../../bin/house/arguments.mjs';
import { Lifetime } from '../installation/lifetime.mjs';
import { end, MAIN, readyUrl, start } from '../installation/program.mjs';
import { BEGINS, playMonth } from './partners-month.mjs';

const { values, refuse, whole } = readArguments('npm run demo:partners -- --home DIR [--seed N]', {
  options: { home: { type: 'string' }, seed: { type: 'string', default: '1' } },
});
const home = values.home ?? refuse('--home says where the installation is to be');
const seed = whole('seed', 0);

const life = new Lifetime();
try {
  const args = [MAIN, 'serve', '--home', home, '--port', '0', '--test-clock', BEGINS];
  const url = await readyUrl(await life.begin(async () => start(args, { LOYALTY_LOG: 'error' }), end));
  const key = (await readFile(join(home, 'admin.key'), 'utf8')).trim();
  const played = await playMonth(
    async (method, path, body, headers = {}) => {
      const sent = typeof body === 'string' ? body : JSON.stringify(body);
      const type = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
      const answer = await fetch(url + path, { method, body: sent, headers: { ...type, ...headers } });
      if (!answer.ok && answer.status !== 409) throw new Error(`${method} ${path}: ${await answer.text()}`);
      return { status: answer.status, body: await answer.json() };
    },
    { seed },
  );
  console.log(JSON.stringify({ home, seed, ...played }));
} finally {
  await life.end();
}
