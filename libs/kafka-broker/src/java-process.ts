import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { RunningNode } from './cluster.js';

/**
 * Starts the program and waits. The program must not outlive us, even when we are killed: then our end of the pipe closes,
 * `read` comes back, and the shell kills it. The shell never waits for it, so its number cannot become another process's.
 */
const GUARD = '"$@" </dev/null & echo $!; exec >&-; read -r _; kill -KILL $!; wait $!';

export interface JavaProcess extends RunningNode {
  readonly pid: number;
}

/** What it says is appended to the log file. */
export async function startJava(
  java: string,
  args: readonly string[],
  options: { readonly directory: string; readonly log: string },
): Promise<JavaProcess> {
  const log = await open(options.log, 'a');
  const guard = spawn('/bin/sh', ['-c', GUARD, 'sh', java, ...args], {
    cwd: options.directory,
    // A process group of its own: Ctrl-C in a terminal must reach us first, so that we can stop in order.
    detached: true,
    stdio: ['pipe', 'pipe', log.fd],
  });
  await log.close();
  return guarded(guard);
}

async function guarded(guard: ChildProcess): Promise<JavaProcess> {
  const { stdin, stdout } = guard;
  if (!stdin || !stdout) throw new Error('the guard has no pipes');
  // The shell is gone before us only if somebody killed it; writing to it is then no news.
  stdin.on('error', () => undefined);
  let isGone = false;
  const exited = once(guard, 'exit');
  const lines = createInterface(stdout);
  // Java holds the other end of this pipe as long as it lives, and nobody else does.
  const closed = once(lines, 'close');
  const [first] = (await Promise.race([once(lines, 'line'), exited.then(() => [''])])) as [string];
  const pid = Number(first);
  if (!Number.isInteger(pid) || pid < 2) throw new Error('the shell started nothing');

  const gone = closed.then(async () => {
    isGone = true;
    stdin.end();
    await exited;
  });
  return {
    pid,
    gone,
    isGone: () => isGone,
    signal(signal) {
      if (!isGone) process.kill(pid, signal);
      return Promise.resolve();
    },
  };
}
