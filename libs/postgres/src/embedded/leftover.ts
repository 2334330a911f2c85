import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../error-code.js';

/**
 * A server whose parent was killed goes on without it. Before the same data is opened again it is stopped in order;
 * PostgreSQL would refuse to start a second one.
 */
export async function stopLeftover(data: string): Promise<void> {
  const pid = await pidOfServer(data);
  if (pid === undefined || !(await isServerOf(pid, data))) return;
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + 30_000;
  while (await isServerOf(pid, data)) {
    if (Date.now() > deadline)
      throw new Error(`a PostgreSQL left over from an earlier run (pid ${pid}) holds ${data} and does not stop`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function pidOfServer(data: string): Promise<number | undefined> {
  try {
    const [first] = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n');
    const pid = Number(first);
    return Number.isInteger(pid) && pid > 1 ? pid : undefined;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Process ids are used again: only a postgres that was started on this very folder counts. */
async function isServerOf(pid: number, data: string): Promise<boolean> {
  try {
    const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
    return words.includes(data) && (words[0] ?? '').endsWith('postgres');
  } catch {
    return false;
  }
}
