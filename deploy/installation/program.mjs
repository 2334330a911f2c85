import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The product's command line, as it was built. */
export const MAIN = fileURLToPath(new URL('../../services/cli/dist/main.js', import.meta.url));

/** A program in a process of its own; what it says on standard error is shown. @param {readonly string[]} args @param {NodeJS.ProcessEnv} environment */
export function start(args, environment) {
  return spawn(process.execPath, [...process.execArgv, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/**
 * Where it listens, from the line that begins with `ready`.
 *
 * @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, null>} child
 * @returns {Promise<string>}
 */
export function readyUrl(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += String(chunk);
      const ready = /^ready (\S+)$/m.exec(said);
      if (ready?.[1] !== undefined) resolve(ready[1]);
    });
    child.once('exit', () => reject(new Error(`the server ended before it was ready: ${said}`)));
  });
}

/** @param {import('node:child_process').ChildProcess} child */
export async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
