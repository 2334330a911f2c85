import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../../services/cli/dist/main.js', import.meta.url));
export const EXAMPLES = fileURLToPath(new URL('../../../examples', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command, run to its end. */
export async function loyalty(args: readonly string[], options: { cwd?: string } = {}): Promise<Ended> {
  const child = beginLoyalty(args, options);
  const output = collect(child);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output() };
}

/** A command that is under way. */
export function beginLoyalty(args: readonly string[], options: { cwd?: string } = {}): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], { cwd: options.cwd, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The last line of standard output, as `--json` prints it. */
export function summaryOf<Summary>({ stdout, stderr }: Ended): Summary {
  const line = stdout.trimEnd().split('\n').at(-1) ?? '';
  if (!line.startsWith('{')) throw new Error(`no summary on standard output: ${stdout}\n${stderr}`);
  return JSON.parse(line) as Summary;
}

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** A server that the test started, and what it said so far. */
export class RunningProgram {
  private constructor(
    readonly home: string,
    readonly url: string,
    readonly key: string,
    private readonly child: ChildProcess,
    readonly output: () => { stdout: string; stderr: string },
  ) {}

  static async start(home: string, args: readonly string[] = ['serve']): Promise<RunningProgram> {
    const child = spawn(process.execPath, [MAIN, ...args, '--home', home, '--port', '0'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = collect(child);
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout.on('data', () => {
        const ready = /^ready (\S+)$/m.exec(output().stdout);
        if (ready?.[1] !== undefined) resolve(ready[1]);
      });
      child.once('exit', (code) => reject(new Error(`ended with ${code}: ${output().stdout}${output().stderr}`)));
    });
    const key = (await readFile(join(home, 'admin.key'), 'utf8')).trim();
    return new RunningProgram(home, url, key, child, output);
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error('the program has no process id');
    return this.child.pid;
  }

  async request<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await fetch(this.url + path, {
      method,
      headers: {
        authorization: `Bearer ${this.key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: text }),
    });
    const answered = await answer.text();
    const isJson = /^application\/(problem\+)?json/.test(answer.headers.get('content-type') ?? '');
    return { status: answer.status, headers: answer.headers, body: (isJson ? JSON.parse(answered) : answered) as Body };
  }

  post<Body = Record<string, unknown>>(
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<Body>> {
    return this.request<Body>('POST', path, body, headers);
  }

  get<Body = Record<string, unknown>>(path: string): Promise<Answer<Body>> {
    return this.request<Body>('GET', path);
  }

  /** Sends the signal and waits for the end; returns the exit code. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    const ended = once(this.child, 'close') as Promise<[number | null]>;
    this.child.kill(signal);
    return (await ended)[0];
  }
}

export interface TestHome {
  readonly directory: string;
  remove(): Promise<void>;
}

/** A folder of the test's own, which PostgreSQL's user can enter. */
export async function createHome(): Promise<TestHome> {
  const directory = await mkdtemp(join(tmpdir(), 'loyalty-e2e-'));
  return { directory, remove: () => rm(directory, { recursive: true, force: true }) };
}

function collect(child: ChildProcess): () => { stdout: string; stderr: string } {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return () => ({ stdout, stderr });
}
