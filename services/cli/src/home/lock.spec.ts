import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HomeInUse, lockHome } from './lock.js';

describe('The lock of a home', () => {
  let home: string;
  beforeEach(async () => (home = await mkdtemp(join(tmpdir(), 'loyalty-lock-'))));
  afterEach(() => rm(home, { recursive: true, force: true }));

  it('refuses a second process by the name of the first', async () => {
    await lockHome(home, 'loyalty serve');
    const refused = await lockHome(home, 'loyalty import').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(HomeInUse);
    expect(String(refused)).toContain(`in use by process ${process.pid} (loyalty serve)`);
  });

  it('is free again after it was given back', async () => {
    const unlock = await lockHome(home, 'loyalty serve');
    await unlock();
    await expect(lockHome(home, 'loyalty serve')).resolves.toBeDefined();
  });

  it('is taken over from a process that is gone', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    await writeFile(join(home, 'lock.1'), JSON.stringify({ pid: child.pid, startedAt: '1', command: 'loyalty serve' }));
    await expect(lockHome(home, 'loyalty serve')).resolves.toBeDefined();
  });

  it('is taken over when the process id now belongs to somebody else', async () => {
    await writeFile(
      join(home, 'lock.1'),
      JSON.stringify({ pid: process.ppid, startedAt: '1', command: 'loyalty serve' }),
    );
    await expect(lockHome(home, 'loyalty serve')).resolves.toBeDefined();
  });

  it('goes to exactly one of many who try at once', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockHome(home, 'loyalty serve')));
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  });

  it('goes to exactly one of many who find it left behind', async () => {
    await writeFile(
      join(home, 'lock.1'),
      JSON.stringify({ pid: process.ppid, startedAt: '1', command: 'loyalty serve' }),
    );
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockHome(home, 'loyalty serve')));
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(await readdir(home)).toEqual(['lock.2']);
  });
});
