import { readFile, writeFile } from 'node:fs/promises';
import { faults } from '../faults.mjs';
import { Report } from '../report.mjs';
import { runSeed } from '../run-seed.mjs';
import { plantedBugs } from './bugs.mjs';
/** @import { Violation } from '../checks/inspection.mjs' */
/** @import { PlantedBug } from './bugs.mjs' */

const README = new URL('README.md', import.meta.url);

/**
 * Lets each bug meet a fault that shows it, and says which check spoke. Exit code 1 when one survives.
 *
 * @param {string} only names, or parts of them; empty for all, and then the table in the README is written anew
 * @param {{ seed: number, seconds: number, json: boolean }} options
 * @returns {Promise<number>}
 */
export async function plantBugs(only, { seed, seconds, json }) {
  const wanted = only.split(',');
  const chosen = plantedBugs.filter(({ name }) => wanted.some((word) => name.includes(word)));
  if (chosen.length === 0) throw new Error(`no planted bug is called ${only}`);
  const results = [];
  for (const bug of chosen) {
    const violations = await met(bug, { seed, seconds });
    results.push({ bug, violations });
    const [first] = violations;
    const verdict = first === undefined ? 'SURVIVED' : `caught: ${violations.map(({ check }) => check).join('; ')}`;
    process.stderr.write(`${bug.name.padEnd(26)}${verdict}\n`);
    if (first !== undefined) process.stderr.write(`${''.padEnd(26)}${first.details[0]?.slice(0, 200)}\n`);
  }
  const survived = results.filter(({ violations }) => violations.length === 0).map(({ bug }) => bug.name);
  const summary = { planted: results.length, caught: results.length - survived.length, survived };
  console.log(json ? JSON.stringify(summary) : `${summary.caught} of ${summary.planted} planted bugs caught`);
  if (only === '') await writeTable(results);
  return survived.length === 0 ? 0 : 1;
}

/** @param {PlantedBug} bug @param {{ seed: number, seconds: number }} options @returns {Promise<readonly Violation[]>} */
async function met(bug, { seed, seconds }) {
  const fault = faults.find(({ name }) => name === bug.fault);
  if (fault === undefined) throw new Error(`${bug.name} names no fault: ${bug.fault}`);
  const report = new Report({ faults: 1, seeds: 1, json: true, isQuiet: true });
  await runSeed(seed, [fault], { seconds, report, edits: { [bug.service]: bug.edits } });
  return report.violations;
}

/** @param {readonly { bug: PlantedBug, violations: readonly Violation[] }[]} results */
async function writeTable(results) {
  const rows = results.map(({ bug, violations }) => [
    bug.name,
    bug.says,
    bug.fault,
    violations.length === 0 ? '**nothing: it survived**' : violations.map(({ check }) => check).join('; '),
  ]);
  const head = ['planted bug', 'what it does', 'met', 'spoken'];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (/** @type {readonly string[]} */ cells) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const table = [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
  const [before = ''] = (await readFile(README, 'utf8')).split('## Result');
  await writeFile(README, `${before}## Result\n\n${table}\n`);
}
