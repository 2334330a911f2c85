import { PluginKind, commonTokens, declareClassPlugin, tokens } from '@stryker-mutator/api/plugin';
import {
  DryRunStatus,
  TestStatus,
  determineHitLimitReached,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { globSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { allowRuns } from './few-runs.mjs';
import { forgetModules, readTypeScript, stopCounting } from './sources.mjs';
import { forgetSpecs, readSpec, tests } from './spec-words.mjs';
import { runSpecs } from './run-specs.mjs';

/**
 * Runs the specs of a pure lib in this very process. They are loaded once, so two thousand mutants cost a minute or two;
 * with a Jest for each of them it was an hour, and nobody asked.
 *
 * Whose specs they are, which are left out (`inProcess.leaveOut`: simulation and stories, since a rule whose only guard is
 * a random story lacks a spec), which are asked about their own folder only, and how often the other properties are tried (`inProcess.propertyRuns`) says the configuration.
 */
class InProcessRunner {
  static inject = tokens(commonTokens.options);

  #mutation = (globalThis.__stryker__ ??= {});

  #isFresh = true;
  #isSpoilt = false;
  #reloads = 0;
  #sources;
  #leaveOut;
  #ownFolderOnly;
  /** What each spec costs without a mutant, in ms of work; empty until they were all run once in this process. */
  #workMs = new Map();
  #killers = [];
  #hasBegun = false;

  constructor({ inProcess }) {
    this.#sources = join(process.cwd(), inProcess.sources);
    this.#leaveOut = new RegExp(inProcess.leaveOut);
    this.#ownFolderOnly = inProcess.ownFolderOnly && new RegExp(inProcess.ownFolderOnly);
    allowRuns(inProcess.propertyRuns);
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
    this.#quickestFirst();
  }

  async dryRun() {
    const results = this.#measure();
    return { status: DryRunStatus.Complete, tests: results, mutantCoverage: this.#mutation.mutantCoverage };
  }

  /** From now on nothing is asked about coverage, which was found by the dry run: counting it costs more than the rest. */
  async #begin() {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    stopCounting();
    forgetSpecs();
    await this.#readSpecs(forgetModules());
    // Another process had the dry run, where this one begins after one that was thrown away.
    if (this.#workMs.size === 0) this.#measure();
  }

  #measure() {
    const results = this.#run(tests, { isOneEnough: false });
    for (const { id, workMs } of results) this.#workMs.set(id, workMs);
    this.#quickestFirst();
    return results;
  }

  /**
   * Specs that play whole examples reach everything, and are asked about what is theirs; about the rest only where no other
   * spec comes. That nobody is asked would be a fault of this runner: it is no survivor.
   */
  #askedAbout(mutated, testFilter) {
    const wanted = testFilter && new Set(testFilter);
    const covering = tests.filter(({ id }) => !wanted || wanted.has(id));
    if (covering.length === 0) throw new Error(`no spec is left of those that reach a mutant of ${mutated}`);
    const folderOf = (file) => dirname(relative(this.#sources, file)).split(sep)[0];
    const isBroad = ({ fileName }) => this.#ownFolderOnly?.test(relative(this.#sources, fileName)) ?? false;
    const near = covering.filter((test) => !isBroad(test) || folderOf(test.fileName) === folderOf(mutated));
    return near.length > 0 ? near : covering;
  }

  /** Neighbours are mostly killed by the same spec, so those that killed last are asked first. */
  #killersFirst(covering) {
    return [
      ...this.#killers.flatMap((killer) => covering.filter(({ id }) => id === killer)),
      ...covering.filter(({ id }) => !this.#killers.includes(id)),
    ];
  }

  /** Most mutants are killed by a spec that takes no time: those that try a thousand dates come last. */
  #quickestFirst() {
    tests.sort((one, other) => (this.#workMs.get(one.id) ?? 0) - (this.#workMs.get(other.id) ?? 0));
  }

  async mutantRun(asked) {
    if (this.#isSpoilt) throw new Error('a mutant spoilt this process');
    await this.#begin();
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

  #tryMutant({ activeMutant, sandboxFileName, testFilter, disableBail, hitLimit }) {
    const covering = this.#askedAbout(sandboxFileName, testFilter);
    Object.assign(this.#mutation, { activeMutant: activeMutant.id, hitLimit, hitCount: hitLimit && 0 });
    const results = this.#run(this.#killersFirst(covering), { isOneEnough: !disableBail });
    const endless = results.find(({ isEndless }) => isEndless);
    const ended = endless
      ? { status: DryRunStatus.Timeout, reason: `no end of "${endless.name}"` }
      : determineHitLimitReached(this.#mutation.hitCount, this.#mutation.hitLimit);
    this.#mutation.activeMutant = undefined;
    const failed = new Set(results.filter(({ status }) => status === TestStatus.Failed).map(({ id }) => id));
    this.#killers = [...new Set([...failed, ...this.#killers])].slice(0, killersMax);
    return { result: toMutantRunResult(ended ?? { status: DryRunStatus.Complete, tests: results }), failed };
  }

  /**
   * A mutant may leave something behind that the next ones would be blamed for, as in what a spec made and keeps. So who
   * failed must succeed without it, else all modules are loaded anew, which costs less than a process. Now and then the
   * process is thrown away, since modules never are: Stryker starts another, with the same mutant.
   */
  async #reload() {
    forgetSpecs();
    await this.#readSpecs(forgetModules());
    this.#reloads += 1;
  }

  #failsStill(failed) {
    const again = this.#run(
      tests.filter(({ id }) => failed.has(id)),
      { isOneEnough: true },
    );
    return again.some(({ status }) => status === TestStatus.Failed);
  }

  #run(chosen, { isOneEnough }) {
    const begin = (id) => (this.#mutation.currentTestId = id);
    return runSpecs(chosen, { isOneEnough, workMs: this.#workMs, begin });
  }
}

const killersMax = 10;
/** Modules of earlier generations stay in memory. */
const reloadsMax = 60;

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessRunner)];
