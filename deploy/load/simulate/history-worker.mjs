import { parentPort } from 'node:worker_threads';
import { simulate } from '@loyalty/ledger/simulation';

/** Plays the histories of some seeds, one batch after the other, for as long as it is asked. */
parentPort?.on('message', ({ from, seeds, steps }) => {
  let commands = 0;
  const violations = [];
  /** @type {Record<string, number>} */
  const outcomes = {};
  for (let seed = from; seed < from + seeds; seed += 1) {
    const history = simulate({ seed, steps });
    commands += history.commands;
    violations.push(...history.violations);
    for (const [name, times] of Object.entries(history.outcomes)) outcomes[name] = (outcomes[name] ?? 0) + times;
  }
  parentPort?.postMessage({ seeds, commands, violations, outcomes });
});
