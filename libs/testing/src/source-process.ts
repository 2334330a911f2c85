import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { RUN_SOURCE } from './run-source.js';

/**
 * A process of its own that runs a TypeScript source as it is, so that a test can kill or stop it. Its standard output is
 * the caller's to read.
 */
export function startSource(main: string, args: readonly string[]): ChildProcessByStdio<null, Readable, null> {
  return spawn(process.execPath, [...RUN_SOURCE, main, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
}
