import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const patience = 3_000;

/**
 * Ends what a test run left behind and answers its command lines: nothing may outlive the run.
 * Everything the run starts inherits the mark in its environment, so only the run's own processes are
 * touched, whatever they are called and whoever their parent is by now.
 */
export async function endWhatWasLeftRunning(mark) {
  if (!existsSync('/proc/self/environ')) return [];
  const settled = await emptyWithin(mark, patience);
  if (settled) return [];

  const left = marked(mark);
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    for (const { pid } of marked(mark)) end(pid, signal);
    if (await emptyWithin(mark, patience)) break;
  }
  return left.map(({ pid, command }) => `${pid} ${command}`);
}

async function emptyWithin(mark, milliseconds) {
  for (const until = Date.now() + milliseconds; ; await sleep(100)) {
    if (marked(mark).length === 0) return true;
    if (Date.now() > until) return false;
  }
}

function marked(mark) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => read(pid, 'environ').split('\0').includes(mark))
    .map((pid) => ({ pid: Number(pid), command: read(pid, 'cmdline').replaceAll('\0', ' ').trim() }));
}

/** Empty for a process that is gone, is another user's, or is a zombie. */
function read(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

function end(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
