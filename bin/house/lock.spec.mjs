import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { processIdentity } from './process-identity.mjs';

const lockModule = new URL('./lock.mjs', import.meta.url).href;

let directory;
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'lock-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('A lock', () => {
  it('lets one process work at a time, however many come at once', async () => {
    writeFileSync(join(directory, 'count'), '0');
    const script = `
      import { readFileSync, writeFileSync } from 'node:fs';
      import { withLock } from '${lockModule}';
      await withLock('work', 'counting', async () => {
        const count = Number(readFileSync('count', 'utf8'));
        await new Promise((done) => setTimeout(done, 5));
        writeFileSync('count', String(count + 1));
      }, process.cwd());`;
    const codes = await Promise.all(Array.from({ length: 6 }, () => ended(start(script))));
    expect(codes).toEqual([0, 0, 0, 0, 0, 0]);
    expect(readFileSync(join(directory, 'count'), 'utf8')).toBe('6');
  });

  it('is taken over from a process that was killed', async () => {
    const holder = start(`
      import { withLock } from '${lockModule}';
      await withLock('work', 'holding', () => { console.log('held'); return new Promise((done) => setTimeout(done, 60_000)); }, process.cwd());`);
    await once(holder.stdout, 'data');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(await hold()).toBe('done');
  });

  it('is not taken over while the child of a killed holder is still at work', async () => {
    plant({ doing: 'installing', holders: [gone, processIdentity(process.pid)] });
    expect(await Promise.race([hold(), later(500)])).toBe('still waiting');
    plant({ free: true });
  });

  it('is taken over when the number of the dead holder belongs to another process by now', async () => {
    plant({ doing: 'installing', holders: [{ ...processIdentity(process.pid), startedAt: '1' }] });
    expect(await hold()).toBe('done');
  });

  it('is given back when the work fails', async () => {
    await expect(withLock('work', 'failing', () => Promise.reject(new Error('no network')), directory)).rejects.toThrow(
      'no network',
    );
    expect(await hold()).toBe('done');
  });

  it('keeps one ticket, however often it was taken', async () => {
    for (let round = 0; round < 5; round++) await hold();
    expect(readdirSync(join(directory, 'work.lock'))).toEqual(['5']);
  });
});

/** No process has it: Linux counts to four million at most. */
const gone = { pid: 2 ** 30, startedAt: '1' };

const hold = () => withLock('work', 'testing', async () => 'done', directory);
const later = (milliseconds) => new Promise((done) => setTimeout(() => done('still waiting'), milliseconds));

function plant(ticket) {
  mkdirSync(join(directory, 'work.lock'), { recursive: true });
  writeFileSync(join(directory, 'work.lock', '1'), JSON.stringify(ticket));
}

function start(script) {
  return spawn(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

async function ended(child) {
  const [code] = await once(child, 'exit');
  return code;
}
