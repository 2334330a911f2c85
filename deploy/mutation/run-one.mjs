import { TestStatus } from '@stryker-mutator/api/test-runner';
import { Script } from 'node:vm';
import { forgetAll } from './memories.mjs';

/**
 * A mutant may go round in circles: that ends here and not with the process, whose start is what costs. It is work that
 * is bounded, not time: on a machine that does much else a spec that only waits for its turn is let go on. Without a mutant
 * whatever takes long comes to an end.
 */
export function longestMs(workMs) {
  return workMs === undefined ? 60_000 : 300 + 10 * workMs;
}

const runInTime = new Script('globalThis.runOfSpec()');

/** Runs one test from nothing remembered, for as long as it may work. */
export function runOne({ id, name, run, fileName }, mayWorkMs) {
  const startedAt = performance.now();
  const workedBefore = workedMs();
  const told = (outcome) => ({
    id,
    name,
    fileName,
    timeSpentMs: performance.now() - startedAt,
    workMs: workedMs() - workedBefore,
    ...outcome,
  });
  globalThis.runOfSpec = run;
  for (let withinMs = mayWorkMs; ; withinMs *= 4) {
    forgetAll();
    const before = workedMs();
    try {
      runInTime.runInThisContext({ timeout: Math.ceil(withinMs) });
      return told({ status: TestStatus.Success });
    } catch (error) {
      if (error?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT')
        return told({ status: TestStatus.Failed, failureMessage: String(error?.message ?? error) });
      if (workedMs() - before >= mayWorkMs * 0.9) return told({ status: TestStatus.Failed, isEndless: true });
    }
  }
}

/** What this thread has had of a processor. */
function workedMs() {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
