import { readdirSync, readFileSync } from 'node:fs';

const MS_PER_TICK = 10;

/**
 * Processor time that processes have used so far, where the system tells (Linux): all of it, and the part of the thread
 * that runs the program's own code (`main`).
 *
 * @param {Readonly<Record<string, number | undefined>>} pids
 * @returns {Record<string, number>}
 */
export function cpuMs(pids) {
  if (process.platform !== 'linux') return {};
  return Object.fromEntries(
    Object.entries(pids).flatMap(([name, pid]) => [
      [name, own(stat(`/proc/${pid}/stat`))],
      [`${name}’s main thread`, own(stat(`/proc/${pid}/task/${pid}/stat`))],
    ]),
  );
}

/**
 * Of a PostgreSQL as a whole, connections that have ended too.
 *
 * @param {number} backend the process of one connection
 * @returns {Record<string, number>}
 */
export function postgresCpuMs(backend) {
  if (process.platform !== 'linux') return {};
  const postmaster = parent(stat(`/proc/${backend}/stat`));
  let sum = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const fields = stat(`/proc/${pid}/stat`);
      if (Number(pid) === postmaster) sum += own(fields) + reaped(fields);
      else if (parent(fields) === postmaster) sum += own(fields);
    } catch (error) {
      // It has ended meanwhile.
      if (!(error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')))
        throw error;
    }
  }
  return { postgres: sum };
}

/** Behind the name, which may hold spaces. @param {string} path */
const stat = (path) => readFileSync(path, 'utf8').split(') ')[1]?.split(' ') ?? [];

/** @param {readonly string[]} fields */
const parent = (fields) => Number(fields[1]);

/** @param {readonly string[]} fields */
const own = (fields) => (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;

/** @param {readonly string[]} fields */
const reaped = (fields) => (Number(fields[13]) + Number(fields[14])) * MS_PER_TICK;
