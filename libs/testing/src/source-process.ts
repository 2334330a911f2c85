import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { RUN_SOURCE } from './run-source.js';

/**
 * A process of its own that runs a TypeScript source as it is, so that a test can kill or stop it. Its standard output is
 * the caller's to read.
 */
export function startSource(main: string, args: readonly string[]): ChildProcessByStdio<null, Readable, null> {
  // kafkajs sets timers in the past, and Node says so once per process.
  const flags = ['--disable-warning=TimeoutNegativeWarning', ...RUN_SOURCE];
  return spawn(process.execPath, [...flags, main, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
}
