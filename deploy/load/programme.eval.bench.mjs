import { evaluate, parseProgramme } from '@loyalty/programme';
import { BASE, basketOf, RICH } from './programme/offers.mjs';
import { interleaved } from './rounds.mjs';

const BASKETS = Array.from({ length: 4096 }, (_, at) => basketOf(at));
/** So many between two looks at the clock. */
const AT_ONCE = 10_000;

/** @type {import('./bench.mjs').Bench} */
export default {
  shows: 'purchases evaluated per second of processor time with 20 offers ÷ with the base rule alone',
  async run({ rounds, seconds, say }) {
    const [base, rich] = [BASE, RICH].map(read);
    const warm = Math.min(seconds, 1);
    perSecond(base, warm);
    perSecond(rich, warm);
    return interleaved(Math.max(rounds, 5), async () => {
      const baseline = perSecond(base, seconds / 4);
      const ours = perSecond(rich, seconds / 4);
      say(`${Math.round(ours)} ÷ ${Math.round(baseline)} purchases/s`);
      return { ours, baseline };
    });
  },
};

/** @param {string} text */
function read(text) {
  const parsed = parseProgramme(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.programme;
}

/**
 * Of processor time, since the machine may be shared. What is evaluated is looked at, so that no compiler leaves it out.
 *
 * @param {import('@loyalty/programme').Programme} programme @param {number} seconds
 */
function perSecond(programme, seconds) {
  const startedAt = process.cpuUsage();
  let purchases = 0;
  let points = 0n;
  for (;;) {
    for (let at = 0; at < AT_ONCE; at += 1) {
      const { lots } = evaluate(programme, 1, BASKETS[(purchases + at) % BASKETS.length]);
      points += lots[0]?.points ?? 0n;
    }
    purchases += AT_ONCE;
    const { user, system } = process.cpuUsage(startedAt);
    const spent = (user + system) / 1_000_000;
    if (spent < seconds) continue;
    if (points < BigInt(purchases) * 99n) throw new Error('baskets of 99.00 and more earned less than a point a unit');
    return purchases / spent;
  }
}
