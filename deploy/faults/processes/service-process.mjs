import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, closeSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { MAIN } from '../../installation/program.mjs';
/** @import { ChildProcess } from 'node:child_process' */
/** @import { Service } from '../../installation/installation.mjs' */
/** @import { TcpProxy } from './tcp-proxy.mjs' */
/** @typedef {{ file: string, search: string, replacement: string }} Edit */

const INSIDE = fileURLToPath(new URL('../inside.mjs', import.meta.url));
/** Also on a machine that does many other things. */
const READY_WITHIN_MS = 180_000;

/**
 * One process of the product, with everything that belongs to it: its port, its network to the database, its clock.
 *
 * @typedef {object} ProcessOptions
 * @property {string} name
 * @property {Service} service
 * @property {number} port
 * @property {string} home
 * @property {NodeJS.ProcessEnv} environment
 * @property {TcpProxy} database what it reaches the database through
 * @property {readonly Edit[]} edits
 */
export class ServiceProcess {
  /** @type {ChildProcess | undefined} */
  #child;
  #isExpectedToEnd = false;
  /** Ends that nobody asked for, by exit code or signal. @type {string[]} */
  surprises = [];

  /** @param {ProcessOptions} options */
  constructor(options) {
    this.options = options;
    this.name = options.name;
    this.service = options.service;
    this.url = `http://127.0.0.1:${options.port}`;
    this.database = options.database;
    this.log = join(options.home, `${this.name}.log`);
    this.clock = join(options.home, `${this.name}.clock`);
  }

  get pid() {
    const pid = this.#child?.pid;
    if (pid === undefined) throw new Error(`${this.name} does not run`);
    return pid;
  }

  /** Its own in the database. */
  get role() {
    return new URL(this.options.environment['DATABASE_URL'] ?? '').username;
  }

  get isRunning() {
    return this.#child !== undefined;
  }

  /** Starts it and does not wait. @param {readonly Edit[]} [edits] for this life of it only */
  async spawn(edits = []) {
    if (this.#child !== undefined) throw new Error(`${this.name} runs already`);
    await writeFile(this.clock, '0');
    const all = [...this.options.edits, ...edits];
    const log = openSync(this.log, 'a');
    const args = ['--disable-warning=TimeoutNegativeWarning', '--import', INSIDE, MAIN];
    const child = spawn(process.execPath, [...args, 'serve', this.service, '--port', String(this.options.port)], {
      stdio: ['ignore', log, log],
      env: {
        ...process.env,
        ...this.options.environment,
        FAULTS_CLOCK: this.clock,
        ...(all.length > 0 && { FAULTS_EDITS: JSON.stringify(all) }),
      },
    });
    closeSync(log);
    this.#child = child;
    this.#isExpectedToEnd = false;
    child.once('exit', (code, signal) => {
      this.#child = undefined;
      if (!this.#isExpectedToEnd) this.surprises.push(signal ?? `exit code ${code}`);
    });
  }

  /** @param {readonly Edit[]} [edits] */
  async start(edits) {
    await this.spawn(edits);
    await this.untilReady();
  }

  /** Until it answers that it has everything it needs. */
  async untilReady(withinMs = READY_WITHIN_MS) {
    const deadline = performance.now() + withinMs;
    for (let why = await this.notReady(); why !== undefined; why = await this.notReady()) {
      if (!this.isRunning) throw new Error(`${this.name} ended before it was ready: ${await this.lastWords()}`);
      if (performance.now() > deadline)
        throw new Error(`${this.name} is not ready after ${withinMs / 1000} s: ${why}; ${await this.lastWords()}`);
      await sleep(50);
    }
  }

  /** Undefined when it is. @returns {Promise<string | undefined>} */
  async notReady() {
    try {
      const answer = await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(2_000) });
      return answer.ok ? undefined : await answer.text();
    } catch (error) {
      return String(error);
    }
  }

  /** Comes back when it is gone. @param {NodeJS.Signals} [signal] */
  async end(signal = 'SIGTERM') {
    const child = this.#child;
    if (child === undefined) return;
    this.#isExpectedToEnd = true;
    const gone = once(child, 'exit');
    child.kill(signal);
    child.kill('SIGCONT');
    const impatient = setTimeout(() => {
      this.surprises.push(`did not end within 30 s of ${signal}`);
      child.kill('SIGKILL');
    }, 30_000);
    await gone;
    clearTimeout(impatient);
  }

  pause() {
    process.kill(this.pid, 'SIGSTOP');
  }

  continue() {
    process.kill(this.pid, 'SIGCONT');
  }

  /** Its time of day is wrong by so much from now on. @param {number} milliseconds */
  async stepClock(milliseconds) {
    await writeFile(this.clock, String(milliseconds));
  }

  async openFiles() {
    return (await readdir(`/proc/${this.pid}/fd`)).length;
  }

  async lastWords() {
    const lines = (await readFile(this.log, 'utf8').catch(() => '')).trimEnd().split('\n');
    return lines.slice(-5).join('\n').slice(-2_000);
  }
}
