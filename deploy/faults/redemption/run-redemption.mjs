import { setTimeout as sleep } from 'node:timers/promises';
import { Lifetime } from '../../installation/lifetime.mjs';
import { Random } from '../workload/random.mjs';
import { look } from './check.mjs';
import { Flows } from './flows.mjs';
import { startInstallation } from './installation.mjs';
/** @import { Report } from '../report.mjs' */
/** @import { Violation } from '../checks/inspection.mjs' */
/** @import { Installation } from './installation.mjs' */
/** @import { Strike } from './strikes.mjs' */

/** What comes by at a strike's place within this, while everybody does what leads there. */
const STRUCK_WITHIN_MS = 90_000;
const SEEDS_FOR_ALL = 3;
const AT_ONCE_MAX = 16;
const VICTIM = 'redemption-1';
const OTHER = 'redemption-2';
/** Of strikes, after which the other process is killed, too: the service is down, and comes back. */
const BOTH_SHARE = 0.15;

/**
 * Every strike, in an order of the seed's own, on one installation; then everything is looked at. While one process of
 * redemption is killed between two steps, the other goes on, and may take over what was left.
 *
 * @param {number} seed @param {readonly Strike[]} strikes @param {{ report: Report, interrupted: Promise<never> }} options
 */
export async function runRedemption(seed, strikes, { report, interrupted }) {
  const life = new Lifetime();
  const random = new Random(seed, 'redemption');
  try {
    const installation = await Promise.race([startInstallation(life, { seed }), interrupted]);
    const flows = new Flows(installation, random);
    await flows.open();
    report.say(`seed ${seed}  an installation of redemption with a payment provider`);
    const running = flows.run();
    // Whatever ends it early is told at the end.
    running.catch(() => undefined);
    for (const strike of random.shuffled(ofSeed(strikes, seed))) {
      const begunAt = performance.now();
      const before = flows.done;
      flows.prefers = strike.flow;
      const violations = await Promise.race([strikeOnce(installation, strike, random), interrupted]);
      const ms = performance.now() - begunAt;
      report.round({
        seed,
        fault: `redemption:${strike.name}`,
        ms,
        violations,
        home: installation.home,
        did: `${flows.done - before} things done with points`,
      });
    }
    await installation.process(VICTIM).start();
    flows.isOver = true;
    await Promise.race([running, interrupted]);
    const violations = await Promise.race([look(installation, flows), interrupted]);
    const { payments, shown } = await installation.provider();
    const paid = `${flows.payouts.size} payouts, ${payments.length} of them paid; the provider: ${JSON.stringify(shown)}`;
    report.round({
      seed,
      fault: 'redemption',
      ms: 0,
      violations,
      home: installation.home,
      did: `${flows.done} things done with points, ${paid}`,
      isLook: true,
    });
    const answers = Object.fromEntries(flows.redemption.counts);
    report.installation({
      purchases: 0,
      acknowledged: 0,
      returns: 0,
      members: flows.spenders.length,
      events: 0,
      answers,
    });
  } finally {
    await life.end();
  }
}

/** Three seeds in a row strike everywhere, each for some minutes; a few that were asked for by name are all struck. @param {readonly Strike[]} strikes @param {number} seed */
export function ofSeed(strikes, seed) {
  return strikes.length <= AT_ONCE_MAX ? strikes : strikes.filter((_strike, at) => (at + seed) % SEEDS_FOR_ALL === 0);
}

/** @param {Installation} installation @param {Strike} strike @param {Random} random @returns {Promise<readonly Violation[]>} */
async function strikeOnce(installation, strike, random) {
  const victim = installation.process(VICTIM);
  if (victim.isRunning) await victim.end('SIGKILL');
  await victim.spawn(strike.edits);
  // It may be struck while it starts: what was left by the one before is done first.
  await victim.untilReady().catch((error) => {
    if (victim.isRunning) throw error;
  });
  for (const giveUpAt = performance.now() + STRUCK_WITHIN_MS; victim.isRunning; await sleep(20)) {
    if (performance.now() <= giveUpAt) continue;
    return [{ check: 'the fault strikes and heals', details: [`${strike.name} struck nothing`] }];
  }
  const ends = victim.surprises.splice(0);
  if (ends.join() !== 'SIGKILL') {
    return [
      {
        check: 'the fault strikes and heals',
        details: [`${strike.name}: ${ends.join()}; ${await victim.lastWords()}`],
      },
    ];
  }
  if (random.share() < BOTH_SHARE) {
    const other = installation.process(OTHER);
    await other.end('SIGKILL');
    await sleep(random.whole(0, 1_000));
    await other.start();
  }
  return [];
}
