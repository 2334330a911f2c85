import { PluginKind, commonTokens, declareClassPlugin, tokens } from '@stryker-mutator/api/plugin';
import {
  DryRunStatus,
  TestStatus,
  determineHitLimitReached,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { forgetModules, readTypeScript } from './sources.mjs';
import { forgetSpecs, readSpec, tests } from './spec-words.mjs';

/**
 * Runs the specs of a pure lib in this very process. They are loaded once, so two thousand mutants cost a minute or two;
 * with a Jest for each of them it was an hour, and nobody asked.
 *
 * Whose specs they are, and which are left out (`inProcess.leaveOut`: simulation and properties, since a rule whose only
 * guard is a random story lacks a spec), says the configuration.
 */
class InProcessRunner {
  static inject = tokens(commonTokens.options);

  #mutation = (globalThis.__stryker__ ??= {});

  #isFresh = true;
  #isSpoilt = false;
  #reloads = 0;
  #sources;
  #leaveOut;

  constructor({ inProcess }) {
    this.#sources = join(process.cwd(), inProcess.sources);
    this.#leaveOut = new RegExp(inProcess.leaveOut);
  }

  /** Mutants that only loading runs are left out (`ignoreStatic`); the rest is switched on and off. */
  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    readTypeScript();
    await this.#readSpecs();
  }

  async #readSpecs(generation) {
    const specs = globSync('**/*.spec.ts', { cwd: this.#sources }).filter((spec) => !this.#leaveOut.test(spec));
    for (const spec of specs.sort()) await readSpec(join(this.#sources, spec), generation);
  }

  async dryRun() {
    const results = this.#run(tests, { isOneEnough: false, isPatient: true });
    return { status: DryRunStatus.Complete, tests: results, mutantCoverage: this.#mutation.mutantCoverage };
  }

  async mutantRun(asked) {
    if (this.#isSpoilt) throw new Error('a mutant spoilt this process');
    const wasFresh = this.#isFresh;
    this.#isFresh = false;
    const { result, failed } = this.#tryMutant(asked);
    if (!this.#failsStill(failed)) return result;
    await this.#reload();
    this.#isSpoilt = this.#reloads >= reloadsMax || this.#failsStill(failed);
    // It may have been blamed for what one before it has left: then it is tried again where nothing is left.
    if (wasFresh) return result;
    this.#isFresh = true;
    return this.mutantRun(asked);
  }

  #tryMutant({ activeMutant, testFilter, disableBail, hitLimit }) {
    const wanted = testFilter && new Set(testFilter);
    const covering = wanted ? tests.filter(({ name }) => wanted.has(name)) : tests;
    Object.assign(this.#mutation, { activeMutant: activeMutant.id, hitLimit, hitCount: hitLimit && 0 });
    const results = this.#run(covering, { isOneEnough: !disableBail });
    const endless = results.some(({ isEndless }) => isEndless)
      ? { status: DryRunStatus.Timeout, reason: `no end within ${longestMs} ms of work` }
      : determineHitLimitReached(this.#mutation.hitCount, this.#mutation.hitLimit);
    this.#mutation.activeMutant = undefined;
    const failed = new Set(results.filter(({ status }) => status === TestStatus.Failed).map(({ name }) => name));
    return { result: toMutantRunResult(endless ?? { status: DryRunStatus.Complete, tests: results }), failed };
  }

  /**
   * A mutant may leave something behind that the next ones would be blamed for, as what is remembered beside a programme. So
   * who failed must succeed without it, else all modules are loaded anew, which costs less than a process. Now and then the
   * process is thrown away, since modules never are: Stryker starts another, with the same mutant.
   */
  async #reload() {
    forgetSpecs();
    await this.#readSpecs(forgetModules());
    this.#reloads += 1;
  }

  #failsStill(failed) {
    const again = this.#run(
      tests.filter(({ name }) => failed.has(name)),
      { isOneEnough: true },
    );
    return again.some(({ status }) => status === TestStatus.Failed);
  }

  #run(chosen, { isOneEnough, isPatient = false }) {
    const results = [];
    for (const test of chosen) {
      this.#mutation.currentTestId = test.name;
      const result = resultOf(test, isPatient ? patientMs : longestMs);
      this.#mutation.currentTestId = undefined;
      results.push(result);
      if (isOneEnough && result.status === TestStatus.Failed) break;
    }
    return results;
  }
}

/**
 * A mutant may go round in circles: that ends here and not with the process, whose start is what costs. It is work that
 * is bounded, not time: on a machine that does much else a spec that only waits for its turn is let go on.
 */
const longestMs = 2000;
/** Without a mutant whatever takes long comes to an end. */
const patientMs = 60_000;
/** Modules of earlier generations stay in memory. */
const reloadsMax = 60;
const runInTime = new Script('globalThis.runOfSpec()');

function resultOf({ name, run, fileName }, workMs) {
  const startedAt = performance.now();
  const told = (outcome) => ({ id: name, name, fileName, timeSpentMs: performance.now() - startedAt, ...outcome });
  globalThis.runOfSpec = run;
  for (let withinMs = workMs; ; withinMs *= 4) {
    const before = workedMs();
    try {
      runInTime.runInThisContext({ timeout: withinMs });
      return told({ status: TestStatus.Success });
    } catch (error) {
      if (error?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT')
        return told({ status: TestStatus.Failed, failureMessage: String(error?.message ?? error) });
      if (workedMs() - before >= workMs * 0.9) return told({ status: TestStatus.Failed, isEndless: true });
    }
  }
}

/** What this thread has had of a processor. */
function workedMs() {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessRunner)];
