import { keepLogs } from './keep-logs.mjs';
/** @import { Violation } from './checks/inspection.mjs' */

/** What happened, told while it happens on standard error and in the end as one line of JSON or as a sentence. */
export class Report {
  #startedAt = performance.now();
  /** @type {Violation[]} */
  violations = [];
  #struck = 0;
  #totals = { purchases: 0, acknowledged: 0, returns: 0, members: 0, events: 0 };
  /** @type {Map<string, number>} */
  #answers = new Map();

  /** @param {{ faults: number, seeds: number, json: boolean, isQuiet?: boolean }} about */
  constructor(about) {
    this.about = about;
  }

  /** @param {string} text */
  say(text) {
    if (!this.about.isQuiet) process.stderr.write(`${text}\n`);
  }

  /**
   * A fault that struck, or a look after several of them (`isLook`); `did` is what went on meanwhile, `home` is where the
   * processes write.
   *
   * @param {{ seed: number, fault: string, ms: number, did: string, home: string, violations: readonly Violation[], isLook?: boolean }} round
   */
  round({ seed, fault, ms, did, home, violations, isLook = false }) {
    if (!isLook) this.#struck += 1;
    this.violations.push(...violations);
    const verdict = violations.length === 0 ? '' : `  ${violations.length} VIOLATIONS`;
    this.say(`seed ${seed}  ${fault.padEnd(24)}${(ms / 1_000).toFixed(1).padStart(6)} s  ${did}${verdict}`);
    for (const { check, details } of violations) {
      this.say(`  NOT SO: ${check}`);
      for (const detail of details) this.say(`    ${detail}`);
    }
    if (violations.length === 0 || this.about.isQuiet) return;
    this.say(`  again: npm run faults -- --seed ${seed} --only ${fault}`);
    this.say(`  what the processes said: ${keepLogs(home)}`);
  }

  /** @param {{ purchases: number, acknowledged: number, returns: number, members: number, events: number, answers: Readonly<Record<string, number>> }} counts of an installation that has ended */
  installation({ answers, ...counts }) {
    for (const name of /** @type {(keyof typeof counts)[]} */ (Object.keys(counts))) this.#totals[name] += counts[name];
    for (const [what, count] of Object.entries(answers))
      this.#answers.set(what, (this.#answers.get(what) ?? 0) + count);
  }

  /** @returns {number} exit code */
  conclude() {
    const { faults, seeds, json } = this.about;
    const seconds = Math.round((performance.now() - this.#startedAt) / 1_000);
    const answers = Object.fromEntries([...this.#answers].sort());
    const all = {
      faults,
      seeds,
      struck: this.#struck,
      violations: this.violations.length,
      ...this.#totals,
      answers,
      seconds,
    };
    process.stdout.write(
      json
        ? `${JSON.stringify(all)}\n`
        : `${this.#struck} faults struck in ${seconds} s: ${this.#totals.acknowledged} of ${this.#totals.purchases} purchases acknowledged, ${this.violations.length} violations\n`,
    );
    return this.violations.length === 0 ? 0 : 1;
  }
}
