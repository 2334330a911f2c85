import { TestStatus } from '@stryker-mutator/api/test-runner';
import { Script } from 'node:vm';
import { forgetAll } from './memories.mjs';

/**
 * A mutant may go round in circles: that ends here and not with the process, whose start is what costs. It is work that
 * is bounded, not time: on a machine that does much else a spec that only waits for its turn is let go on. Without a mutant
 * whatever takes long comes to an end.
 */
const mayWorkMs = (workMs) => (workMs === undefined ? 60_000 : 300 + 10 * workMs);

/** To bound a run takes a thread, which takes longer than most specs do: so many ms of work share one. */
const TOGETHER_MS = 20;

const runInTime = new Script('globalThis.runSpecs()');

/**
 * Runs tests one after the other, each from nothing remembered; all, or until one fails. `workMs` is what each is known to
 * take, `begin` is told whose turn it is.
 */
export function runSpecs(chosen, { isOneEnough, workMs, begin }) {
  const results = [];
  const isOver = () =>
    results.length === chosen.length || (isOneEnough && results.at(-1)?.status === TestStatus.Failed);
  while (!isOver()) {
    const from = results.length;
    let [until, together] = [from, 0];
    do together += workMs.get(chosen[until++].id) ?? TOGETHER_MS;
    while (until < chosen.length && together < TOGETHER_MS);
    const most = mayWorkMs(workMs.size === 0 ? undefined : together);
    globalThis.runSpecs = () => {
      while (results.length < until && (results.length === from || !isOver())) {
        const test = chosen[results.length];
        begin(test.id);
        results.push(runOne(test));
      }
    };
    if (!isDone(most)) results.push({ ...toldOf(chosen[results.length]), status: TestStatus.Failed, isEndless: true });
  }
  begin(undefined);
  return results;
}

/** False where it has worked for so long and was not done. */
function isDone(most) {
  const before = workedMs();
  for (let withinMs = most; ; withinMs *= 4) {
    try {
      runInTime.runInThisContext({ timeout: Math.ceil(withinMs) });
      return true;
    } catch (error) {
      if (error?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      if (workedMs() - before >= most * 0.9) return false;
    }
  }
}

function runOne(test) {
  forgetAll();
  const [startedAt, before] = [performance.now(), workedMs()];
  const told = (outcome) => ({
    ...toldOf(test),
    timeSpentMs: performance.now() - startedAt,
    workMs: workedMs() - before,
    ...outcome,
  });
  try {
    test.run();
    return told({ status: TestStatus.Success });
  } catch (error) {
    return told({ status: TestStatus.Failed, failureMessage: String(error?.message ?? error) });
  }
}

const toldOf = ({ id, name, fileName }) => ({ id, name, fileName, timeSpentMs: 0, workMs: 0 });

/** What this thread has had of a processor. */
function workedMs() {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
