import { readArguments } from '../../bin/house/arguments.mjs';
import { enrolAll } from '../load/http/basket.mjs';
import { insistOnLedger } from '../load/http/proof.mjs';
import { applyProgramme } from '../load/http/shop.mjs';
import { withServer } from '../load/server.mjs';
import { authorisations } from './authorisations.race.mjs';
import { stock } from './stock.race.mjs';
import { voucher } from './voucher.race.mjs';
import { twoProcesses } from './two-processes.mjs';

/**
 * Many ask at once for what is there for a few: exactly those few get it. Two writers of one ledger are asked by turns,
 * each in a process of its own, since that is where a check before a write is not enough.
 *
 * @typedef {{ urls: readonly string[], key: string }} Doors
 * @typedef {{ name: string, asked: number, expected: number, succeeded: number, refused: Record<string, number> }} Outcome
 */

const { values } = readArguments('npm run race -- [--json]', {
  options: { json: { type: 'boolean', default: false } },
});

/** @type {readonly ((doors: Doors) => Promise<Outcome>)[]} */
const races = [authorisations, stock, voucher];
/** The first has the points of the first race alone; each of the others asks once in the others. */
const MEMBERS = 201;

await withServer(async (server) => {
  const shops = await twoProcesses(server);
  try {
    const [first] = shops.urls;
    await applyProgramme({ url: String(first), key: shops.key });
    await enrolAll({ url: String(first), key: shops.key }, MEMBERS);
    for (const race of races) say(await race(shops));
  } finally {
    await shops.stop();
  }
  await insistOnLedger(server);
});

/** @param {Outcome} outcome */
function say(outcome) {
  const { name, asked, expected, succeeded, refused } = outcome;
  const others = Object.entries(refused).map(([code, times]) => `${times} ${code}`);
  console.log(
    values.json
      ? JSON.stringify(outcome)
      : `${name}: ${succeeded} of ${asked} (${expected} expected); ${others.join(', ')}`,
  );
  if (succeeded !== expected) process.exitCode = 1;
}
