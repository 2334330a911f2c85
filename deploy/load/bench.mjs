import { readdir } from 'node:fs/promises';
import { readArguments } from '../../bin/house/arguments.mjs';
import { withServer } from './server.mjs';

/**
 * Runs benches by name, or all that do not ask to be left out, and prints one line per figure. Each bench is a file
 * `<name>.bench.mjs` beside this one whose default export says what it shows and how to run it.
 *
 * @typedef {{ name: string, ours: number, baseline: number, ratio: number, min: number, max: number, rounds: number }} Figure
 * @typedef {{ shows: string, onRequestOnly?: boolean, run(context: Context): Promise<Omit<Figure, 'name'> & Record<string, unknown>> }} Bench
 * @typedef {{ server: { url: string }, rounds: number, seconds: number, accounts: number, say: (text: string) => void }} Context
 */

const USAGE = 'npm run bench -- [NAME …] [--json] [--rounds N] [--seconds S] [--accounts N] [--list]';

const { values, positionals, refuse, whole, positive } = readArguments(USAGE, {
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '10' },
    accounts: { type: 'string', default: '100000' },
    list: { type: 'boolean', default: false },
  },
});

/** @type {Map<string, Bench>} */
const benches = new Map();
for (const file of (await readdir(import.meta.dirname)).sort()) {
  if (!file.endsWith('.bench.mjs')) continue;
  benches.set(file.slice(0, -'.bench.mjs'.length), (await import(`./${file}`)).default);
}

if (values.list) {
  for (const [name, { shows }] of benches) console.log(`${name.padEnd(24)}${shows}`);
  process.exit(0);
}
const unknown = positionals.filter((name) => !benches.has(name));
if (unknown.length > 0) refuse(`no such bench: ${unknown.join(', ')}; there are ${[...benches.keys()].join(', ')}`);
const [rounds, seconds, accounts] = [whole('rounds'), positive('seconds'), whole('accounts')];

const say = (/** @type {string} */ text) => process.stderr.write(`${text}\n`);
for (const [name, bench] of benches) {
  if (positionals.length > 0 ? !positionals.includes(name) : bench.onRequestOnly) continue;
  say(`${name}: ${bench.shows}`);
  await withServer(async (server) => {
    const figure = await bench.run({
      server,
      rounds,
      seconds,
      accounts,
      say: (text) => say(`  ${text}`),
    });
    console.log(values.json ? JSON.stringify({ name, ...figure }) : readable(name, figure));
  });
}

/** @param {string} name @param {Record<string, unknown>} figure */
function readable(name, figure) {
  const fields = Object.entries(figure).map(([field, value]) => `${field} ${value}`);
  return `${name}: ${fields.join(', ')}`;
}
