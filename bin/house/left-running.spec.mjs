import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { endWhatWasLeftRunning } from './left-running.mjs';

const linux = existsSync('/proc/self/environ') ? describe : describe.skip;

linux('After a test run', () => {
  const run = randomUUID();

  it('what it left behind is named and ended', async () => {
    const child = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], {
      env: { PLANTED_RUN: run },
      stdio: 'ignore',
    });
    const exit = once(child, 'exit');
    const left = await endWhatWasLeftRunning(`PLANTED_RUN=${run}`);
    expect(left).toEqual([expect.stringContaining(`${child.pid} `)]);
    await exit;
  });

  it('what belongs to another run is left alone', async () => {
    const child = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], {
      env: { PLANTED_RUN: `another than ${run}` },
      stdio: 'ignore',
    });
    const exit = once(child, 'exit');
    expect(await endWhatWasLeftRunning(`PLANTED_RUN=${run}`)).toEqual([]);
    expect(child.exitCode).toBeNull();
    child.kill();
    await exit;
  });
});
