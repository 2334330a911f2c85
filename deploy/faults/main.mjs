/**
 * `npm run faults`: real processes, one fault after the other, and after each a look whether everything that was promised
 * is kept. Exit code 1 when it is not; what was found says which seed, which fault and which promise.
 */
import { readArguments } from '../../bin/house/arguments.mjs';
import { faults } from './faults.mjs';
import { plantBugs } from './planted-bugs/plant.mjs';
import { Report } from './report.mjs';
import { runRedemption } from './redemption/run-redemption.mjs';
import { strikes } from './redemption/strikes.mjs';
import { interrupted, runSeed } from './run-seed.mjs';
/** @import { Fault } from './faults.mjs' */

const USAGE = `npm run faults -- [--seeds N | --seed S] [--only FAULT[,FAULT]] [--planted [BUG]] [--seconds S] [--json] [--list]`;

const { values, positionals, refuse, whole, positive } = readArguments(USAGE, {
  allowPositionals: true,
  options: {
    seeds: { type: 'string', default: '1' },
    seed: { type: 'string' },
    only: { type: 'string' },
    seconds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
    planted: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});

/** @typedef {{ name: string, says: string }} Named */
const GROUP = 'redemption';
/** They are struck on an installation of their own. @type {readonly Named[]} */
const ofRedemption = strikes.map(({ name, says }) => ({ name: `${GROUP}:${name}`, says }));
const isOfRedemption = (/** @type {Named} */ { name }) => name.startsWith(`${GROUP}:`);

try {
  process.exitCode = await run();
} catch (error) {
  // What had been begun has been ended by now.
  console.error(error instanceof Error ? error.stack : error);
  process.exitCode = 1;
}
// The Kafka client leaves timers of connections that broke.
process.exit();

/** @returns {Promise<number>} exit code */
async function run() {
  const { list, planted, json, only } = values;
  const seconds = positive('seconds');
  const first = values.seed === undefined ? 1 : whole('seed');
  if (list) {
    for (const { name, says } of [...faults, ...ofRedemption]) console.log(`${name.padEnd(24)}${says}`);
    return 0;
  }
  if (!planted && positionals.length > 0) refuse(`a fault is named by --only, not by ${positionals.join(' ')} alone`);
  if (planted) return plantBugs(positionals[0] ?? '', { seed: first, seconds, json });

  const chosen = only === undefined ? [...faults, ...ofRedemption] : only.split(',').flatMap(named);
  const [spending, others] = [chosen.filter(isOfRedemption), chosen.filter((each) => !isOfRedemption(each))];
  const seeds = values.seed === undefined ? whole('seeds') : 1;
  const report = new Report({ faults: chosen.length, seeds, json });
  for (let seed = first; seed < first + seeds; seed += 1) {
    if (others.length > 0) await runSeed(seed, /** @type {Fault[]} */ (others), { seconds, report });
    if (spending.length > 0) await runRedemption(seed, spending.map(strikeOf), { report, interrupted });
  }
  return report.conclude();
}

/** One fault, or all of a group. @param {string} name @returns {readonly Named[]} */
function named(name) {
  if (name === GROUP) return ofRedemption;
  const found = [...faults, ...ofRedemption].find((each) => each.name === name);
  if (found !== undefined) return [found];
  return refuse(`there is no fault ${name}; --list says which there are`);
}

/** @param {Named} named */
function strikeOf({ name }) {
  const found = strikes.find((each) => `${GROUP}:${each.name}` === name);
  if (found === undefined) throw new Error(`there is no strike ${name}`);
  return found;
}
