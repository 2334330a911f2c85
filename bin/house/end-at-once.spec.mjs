import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

const HOOK = new URL('./end-at-once.mjs', import.meta.url).href;
const LATER = `process.on('beforeExit', () => console.log('takes its time'));`;

/** What a process says, with this script and the hook. */
function said(script, env = { JEST_WORKER_ID: '1' }) {
  const { stdout, status } = spawnSync(process.execPath, ['--import', HOOK, '--eval', script], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...env },
  });
  return [stdout.trim(), status];
}

describe('A worker of Jest', () => {
  it('ends at once when it has nothing left to do, with the code that it has', () => {
    expect(said(`process.exitCode = 3; ${LATER}`)).toEqual(['', 3]);
  });

  it('is not ended while something is left open', () => {
    expect(said(`setTimeout(() => console.log('was open'), 100);`)).toEqual(['was open', 0]);
  });

  it('alone is hurried', () => {
    expect(said(LATER, {})).toEqual(['takes its time', 0]);
  });
});
