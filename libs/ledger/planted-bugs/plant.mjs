/**
 * Plants each bug of `bugs.mjs` in a copy of the sources and sees which spec speaks. Writes the table in the README;
 * ends with 1 when a bug survives. `npm run planted-bugs -- [words of a bug's name]`
 */
import { spawn } from 'node:child_process';
import { cp, mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { bugs } from './bugs.mjs';
import { tableOf } from './table.mjs';

const ledger = join(import.meta.dirname, '..');
const clone = join(ledger, '..', '..');
/** A fold that goes round in circles is caught too, only by nobody's words. */
const longestMs = 20_000;

const wanted = process.argv.slice(2).join(' ');
const chosen = bugs.filter((bug) => bug.name.includes(wanted));
const copy = await copied();
process.once('SIGINT', () => process.exit(130));

try {
  const unharmed = await failures();
  if (unharmed.length > 0) throw new Error(`without any bug fails: ${unharmed[0].title}`);
  const results = [];
  for (const bug of chosen) {
    results.push({ bug, caughtBy: await planted(bug) });
    const { caughtBy } = results.at(-1);
    console.log(`${caughtBy.length === 0 ? 'SURVIVED' : 'caught  '}  ${bug.name}  ${caughtBy[0]?.title ?? ''}`);
  }
  const survivors = results.filter((result) => result.caughtBy.length === 0);
  console.log(`${results.length - survivors.length} of ${results.length} planted bugs caught`);
  if (wanted === '') await writeTable(results);
  process.exitCode = survivors.length === 0 ? 0 : 1;
} finally {
  await rm(copy, { recursive: true, force: true });
}

/** Inside the clone, where the packages are found; nothing is ever edited in the sources themselves. */
async function copied() {
  const house = join(clone, '.house');
  await mkdir(house, { recursive: true });
  const folder = await mkdtemp(join(house, 'planted-bugs-'));
  await cp(join(ledger, 'src'), join(folder, 'src'), { recursive: true });
  return folder;
}

async function planted({ name, file, search, replacement }) {
  const path = join(copy, 'src', file);
  const source = await readFile(path, 'utf8');
  const pieces = source.split(search);
  if (pieces.length !== 2) throw new Error(`"${name}" needs another place: ${file} has ${pieces.length - 1} of it`);
  await writeFile(path, pieces.join(replacement));
  try {
    return await failures();
  } finally {
    await writeFile(path, source);
  }
}

/** The tests that fail, with the spec that they stand in. */
async function failures() {
  const specs = spawn(process.execPath, [join(import.meta.dirname, 'run-specs.mjs'), copy], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: longestMs,
    killSignal: 'SIGKILL',
  });
  const ended = once(specs, 'close');
  const told = await text(specs.stdout);
  const [code, signal] = await ended;
  if (signal === 'SIGKILL') return [{ title: `no end within ${longestMs / 1000} s`, spec: 'the clock' }];
  if (code !== 0) throw new Error(`the specs could not be run: ${code ?? signal}`);
  return JSON.parse(told);
}

async function writeTable(results) {
  const readme = join(import.meta.dirname, 'README.md');
  const [head = ''] = (await readFile(readme, 'utf8')).split('## Result');
  await writeFile(readme, `${head}## Result\n\n${tableOf(results)}`);
}
