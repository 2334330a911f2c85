import { readFile } from 'node:fs/promises';
import { Lifetime } from '../installation/lifetime.mjs';
import { Inspection } from './checks/inspection.mjs';
import { startInstallation } from './processes/installation.mjs';
import { Random } from './workload/random.mjs';
import { Workload } from './workload/workload.mjs';
/** @import { Violation } from './checks/inspection.mjs' */
/** @import { Fault } from './faults.mjs' */
/** @import { Report } from './report.mjs' */
/** @import { Installed } from './processes/installation.mjs' */

const PROGRAMME = new URL('../../examples/programmes/tea-shop.yaml', import.meta.url);
/** Longer than everything that waits inside has patience for: the suite itself must end. */
const FAULT_WITHIN_MS = 300_000;

/** Whoever stops the suite finds nothing left: what had been begun is ended first. @type {Promise<never>} */
export const interrupted = new Promise((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => reject(new Error(`stopped by ${signal}`)));
});
interrupted.catch(() => undefined);

/** @typedef {{ seconds: number, report: Report, edits?: Installed['edits'] }} RunOptions */

/**
 * Every fault, in an order of the seed's own. One installation serves many, as in life; after a violation a new one
 * begins, so that what was broken once is not found again.
 *
 * @param {number} seed @param {readonly Fault[]} faults @param {RunOptions} options
 */
export async function runSeed(seed, faults, options) {
  const random = new Random(seed, 'order');
  for (const nodes of /** @type {const} */ ([1, 3])) {
    let left = random.shuffled(faults.filter((fault) => (fault.nodes ?? 1) === nodes));
    while (left.length > 0) left = await onOneInstallation(seed, left, { ...options, nodes });
  }
}

/** @param {number} seed @param {readonly Fault[]} faults @param {RunOptions & { nodes: 1 | 3 }} options @returns {Promise<Fault[]>} those that are still to come */
async function onOneInstallation(seed, faults, { seconds, report, nodes, edits }) {
  const life = new Lifetime();
  const left = [...faults];
  try {
    const startedAt = performance.now();
    const installation = await Promise.race([startInstallation(life, { nodes, ...(edits && { edits }) }), interrupted]);
    const workload = new Workload(installation, seed);
    await workload.open(await readFile(PROGRAMME, 'utf8'));
    const inspection = new Inspection(installation, workload);
    report.say(
      `seed ${seed}  an installation on ${nodes === 1 ? 'one broker' : 'three brokers'}, started in ${since(startedAt)} s`,
    );
    for (let fault = left.shift(); fault !== undefined; fault = left.shift()) {
      const begunAt = performance.now();
      const before = workload.counts.purchases;
      const struck = { installation, workload, inspection, random: workload.random.of(fault.name, 'strike'), seconds };
      const violations = await Promise.race([strikeAndLook(fault, struck, seconds), interrupted]);
      const purchases = workload.counts.purchases - before;
      const ms = performance.now() - begunAt;
      const { fresh, repeats } = inspection.sent;
      const did = `${purchases} purchases, ${fresh} events sent and ${repeats} again`;
      report.round({ seed, fault: fault.name, ms, did, home: installation.home, violations });
      if (violations.length > 0) break;
    }
    report.installation({ ...workload.counts, events: inspection.events });
  } finally {
    await life.end();
  }
  return left;
}

/** @param {Fault} fault @param {import('./faults.mjs').Struck} struck @param {number} seconds @returns {Promise<readonly Violation[]>} */
async function strikeAndLook(fault, struck, seconds) {
  const patience = new AbortController();
  const work = async () => {
    try {
      await struck.workload.during(fault.name, { seconds, strike: () => fault.strike(struck) });
    } catch (error) {
      return [{ check: 'the fault strikes and heals', details: [String(/** @type {any} */ (error)?.stack ?? error)] }];
    }
    return struck.inspection.look({ mayRepeat: fault.mayRepeat ?? false });
  };
  const tooLong = new Promise((_, reject) => {
    const timer = setTimeout(() => reject(new Error(`${fault.name} had no end`)), FAULT_WITHIN_MS + 2_000 * seconds);
    patience.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  try {
    return await Promise.race([work(), /** @type {Promise<never>} */ (tooLong)]);
  } catch (error) {
    return [{ check: 'the suite comes to an end', details: [String(error)] }];
  } finally {
    patience.abort();
  }
}

/** @param {number} startedAt */
const since = (startedAt) => ((performance.now() - startedAt) / 1_000).toFixed(1);
