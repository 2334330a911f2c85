import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { whyKafkaIsMissing } from '@loyalty/kafka-broker';
import { faults } from './faults.mjs';
import { plantedBugs } from './planted-bugs/bugs.mjs';

const MAIN = fileURLToPath(new URL('main.mjs', import.meta.url));
const ROOT = new URL('../../', import.meta.url);
/** Two that need no restart, so that it is quick. */
const CHEAP = 'commit-answer-lost,sessions-terminated';

const missing = process.env.CI ? undefined : whyKafkaIsMissing();
const whereKafkaIs = missing === undefined ? describe : describe.skip;
const why = missing === undefined ? '' : ` (not run: ${missing.message})`;

/** @param {readonly string[]} args */
async function suite(...args) {
  const child = spawn(process.execPath, [MAIN, ...args, '--json'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code, stdout, stderr };
}

whereKafkaIs(`The fault suite${why}`, () => {
  it('strikes real processes, and finds that what was promised is kept', async () => {
    const { code, stdout, stderr } = await suite('--seed', '7', '--only', CHEAP);
    const said = stdout.trim().split('\n').at(-1) ?? '';
    if (code !== 0) throw new Error(`exit code ${code}: ${stderr}`);
    const { struck, violations, purchases, acknowledged } = JSON.parse(said);
    expect({ struck, violations }).toEqual({ struck: 2, violations: 0 });
    expect(purchases).toBeGreaterThan(20);
    expect(acknowledged).toBeGreaterThan(20);
  }, 240_000);
});

describe('The list of faults', () => {
  it('has at least two dozen, each of its own name', () => {
    expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
    expect(faults.length).toBeGreaterThanOrEqual(24);
  });
});

describe('A planted bug', () => {
  it.each(plantedBugs)('$name replaces what stands in the built modules exactly once', ({ edits }) => {
    const found = edits.map(({ file, search }) => readFileSync(new URL(file, ROOT), 'utf8').split(search).length - 1);
    expect(found).toEqual(edits.map(() => 1));
  });

  it('names a fault that shows it', () => {
    const names = new Set(faults.map(({ name }) => name));
    expect(plantedBugs.filter(({ fault }) => !names.has(fault))).toEqual([]);
    expect(plantedBugs.length).toBeGreaterThanOrEqual(10);
  });
});
