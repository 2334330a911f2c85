import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../../installation/temporary-folder.mjs';
import { Client } from './client.fixture.js';

const MAIN = fileURLToPath(new URL('../../../services/cli/dist/main.js', import.meta.url));
export const EXAMPLES = fileURLToPath(new URL('../../../examples', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly environment?: NodeJS.ProcessEnv;
}

/** A command, run to its end. */
export async function loyalty(args: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  const child = beginLoyalty(args, options);
  const output = collect(child);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output() };
}

/** A command that is under way. */
export function beginLoyalty(args: readonly string[], { cwd, environment }: CommandOptions = {}): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
}

/** The last line of standard output, as `--json` prints it. */
export function summaryOf<Summary>({ stdout, stderr }: Ended): Summary {
  const line = stdout.trimEnd().split('\n').at(-1) ?? '';
  if (!line.startsWith('{')) throw new Error(`no summary on standard output: ${stdout}\n${stderr}`);
  return JSON.parse(line) as Summary;
}

export interface Started {
  /** Where it listens, from the line that begins with `ready`. */
  readonly url: string;
  readonly pid: number;
  /** What it said so far. */
  readonly output: () => { stdout: string; stderr: string };
  /** Sends the signal and waits for the end; returns the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** A server that the test started, without waiting until it is ready; `ready` tells. */
export function spawnServer(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Omit<Started, 'url'> & { readonly ready: Promise<string> } {
  const child = beginLoyalty(args, { environment });
  const { pid } = child;
  if (pid === undefined) throw new Error('the program could not be started');
  const output = collect(child);
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', () => {
      const said = /^ready (\S+)$/m.exec(output().stdout);
      if (said?.[1] !== undefined) resolve(said[1]);
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${output().stdout}${output().stderr}`)));
  });
  // Whoever waits for it is told; who does not is not surprised by it.
  ready.catch(() => undefined);
  return { pid, output, ready, stop: (signal = 'SIGTERM') => endOf(child, signal) };
}

async function endOf(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = once(child, 'close') as Promise<[number | null]>;
  child.kill(signal);
  return (await ended)[0];
}

/** All services in one process, on a home. */
export class RunningProgram extends Client {
  private constructor(
    readonly home: string,
    private readonly started: Started,
    key: string,
  ) {
    super(() => started.url, key);
  }

  static async start(
    home: string,
    args: readonly string[] = ['serve'],
    environment: NodeJS.ProcessEnv = {},
  ): Promise<RunningProgram> {
    const server = spawnServer([...args, '--home', home, '--port', '0'], environment);
    const url = await server.ready;
    const key = (await readFile(join(home, 'admin.key'), 'utf8')).trim();
    return new RunningProgram(home, { ...server, url }, key);
  }

  get url(): string {
    return this.started.url;
  }

  get pid(): number {
    return this.started.pid;
  }

  get output(): () => { stdout: string; stderr: string } {
    return this.started.output;
  }

  stop(signal?: NodeJS.Signals): Promise<number | null> {
    return this.started.stop(signal);
  }
}

export interface TestHome {
  readonly directory: string;
  remove(): Promise<void>;
}

/** A folder of the test's own. */
export async function createHome(): Promise<TestHome> {
  const directory = await temporaryFolder('e2e');
  return { directory, remove: () => rm(directory, { recursive: true, force: true }) };
}

function collect(child: ChildProcess): () => { stdout: string; stderr: string } {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return () => ({ stdout, stderr });
}
