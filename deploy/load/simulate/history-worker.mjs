import { parentPort, workerData } from 'node:worker_threads';
import { simulate as simulateProgramme } from '@loyalty/accrual/simulation';
import { simulate as simulateLedger } from '@loyalty/ledger/simulation';
import { simulate as simulateRedemption } from '@loyalty/redemption/simulation';

const scopes = { ledger: simulateLedger, redemption: simulateRedemption, programme: simulateProgramme };
/** @type {(history: { seed: number, steps: number }) => ReturnType<typeof simulateLedger> | ReturnType<typeof simulateRedemption>} */
const simulate = scopes[workerData.scope];

/** Plays the histories of some seeds, one batch after the other, for as long as it is asked. */
parentPort?.on('message', async ({ from, seeds, steps }) => {
  let commands = 0;
  const violations = [];
  /** @type {Record<string, number>} */
  const outcomes = {};
  for (let seed = from; seed < from + seeds; seed += 1) {
    const history = await simulate({ seed, steps });
    commands += history.commands;
    violations.push(...history.violations);
    if (history.violations.length > 0) parentPort?.postMessage({ violated: seed });
    for (const [name, times] of Object.entries(history.outcomes)) outcomes[name] = (outcomes[name] ?? 0) + times;
  }
  parentPort?.postMessage({ seeds, commands, violations, outcomes });
});
