/**
 * `npm run faults`: real processes, one fault after the other, and after each a look whether everything that was promised
 * is kept. Exit code 1 when it is not; what was found says which seed, which fault and which promise.
 */
import { parseArgs } from 'node:util';
import { faults } from './faults.mjs';
import { plantBugs } from './planted-bugs/plant.mjs';
import { Report } from './report.mjs';
import { runSeed } from './run-seed.mjs';
/** @import { Fault } from './faults.mjs' */

const USAGE = `npm run faults -- [--seeds N | --seed S] [--only FAULT[,FAULT]] [--planted [BUG]] [--seconds S] [--json] [--list]`;

const { values, positionals } = parseArgs({
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

if (values.list) {
  for (const { name, says } of faults) console.log(`${name.padEnd(24)}${says}`);
} else if (values.planted) {
  const seed = whole(values.seed ?? '1');
  process.exitCode = await plantBugs(positionals[0] ?? '', {
    seed,
    seconds: Number(values.seconds),
    json: values.json,
  });
} else {
  const chosen = values.only === undefined ? faults : values.only.split(',').map(named);
  const first = whole(values.seed ?? '1');
  const seeds = Array.from({ length: values.seed === undefined ? whole(values.seeds) : 1 }, (_, at) => first + at);
  const report = new Report({ faults: chosen.length, seeds: seeds.length, json: values.json });
  for (const seed of seeds) await runSeed(seed, chosen, { seconds: Number(values.seconds), report });
  process.exitCode = report.conclude();
}
// The Kafka client leaves timers of connections that broke.
process.exit();

/** @param {string} name @returns {Fault} */
function named(name) {
  const found = faults.find((each) => each.name === name);
  if (found !== undefined) return found;
  console.error(`there is no fault ${name}; --list says which there are\n${USAGE}`);
  process.exit(2);
}

/** @param {string} text */
function whole(text) {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  console.error(USAGE);
  process.exit(2);
}
