import { readFileSync } from 'node:fs';

/** A process by number and start time, since numbers are given out again. The start time is Linux's alone. */
export function processIdentity(pid) {
  return { pid, startedAt: statOf(pid)?.startedAt ?? null };
}

export function isAlive({ pid, startedAt }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  const stat = statOf(pid);
  if (!stat) return true;
  // A killed process that nobody waits for stays in the table as a zombie and holds nothing any more.
  return stat.state !== 'Z' && (startedAt === null || stat.startedAt === startedAt);
}

/** From /proc/PID/stat; the command may itself hold spaces and parentheses, so fields count from the last one. */
function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0], startedAt: fields[19] };
  } catch {
    return undefined;
  }
}
