import { setTimeout as sleep } from 'node:timers/promises';
/** @import { Fault, Struck } from '../faults.mjs' */

const HOUR_MS = 3_600_000;

/** The time of day of some processes is an hour off for a while, and then right again. @type {readonly Fault[]} */
export const clocks = [
  {
    name: 'clock-ahead',
    says: 'the clock of one accrual process steps an hour ahead, and back',
    strike: (struck) => step(struck, { 'accrual-1': HOUR_MS }),
  },
  {
    name: 'clock-behind',
    says: 'the clock of one accrual process steps an hour back, and ahead',
    strike: (struck) => step(struck, { 'accrual-2': -HOUR_MS }),
  },
  {
    name: 'clocks-apart',
    says: 'enrollment is an hour ahead, balance an hour behind, and accrual in both directions',
    strike: (struck) =>
      step(struck, { enrollment: HOUR_MS, balance: -HOUR_MS, 'accrual-1': -HOUR_MS, 'accrual-2': HOUR_MS }),
  },
];

/** @param {Struck} struck @param {Readonly<Record<string, number>>} steps in milliseconds, by process */
async function step({ installation }, steps) {
  const set = (/** @type {(milliseconds: number) => number} */ to) =>
    Promise.all(Object.entries(steps).map(([name, by]) => installation.process(name).stepClock(to(by))));
  await set((by) => by);
  await sleep(3_000);
  await set(() => 0);
  await sleep(1_500);
}
