import { readFileSync } from 'node:fs';

const MS_PER_TICK = 10;

/**
 * Processor time that processes have used so far, where the system tells (Linux).
 *
 * @param {Readonly<Record<string, number | undefined>>} pids
 * @returns {Record<string, number>}
 */
export function cpuMs(pids) {
  if (process.platform !== 'linux') return {};
  return Object.fromEntries(
    Object.entries(pids).map(([name, pid]) => {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return [name, (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK];
    }),
  );
}
