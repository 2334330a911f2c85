import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
/** @import { Fault } from '../faults.mjs' */

/** Longer than a member of a group may be silent (10 s), and longer than PostgreSQL lets a holder of locks hang (10 s). */
const TOO_LONG_MS = 12_000;

/** SIGSTOP: alive, with every connection open, and silent; afterwards it goes on as if nothing had been. @type {readonly Fault[]} */
export const pauses = [
  ...['accrual-1', 'balance'].map((name) => ({
    name: `${name}-hangs`,
    says: `${name} stands still for longer than its sessions last`,
    // A relay that wakes sends on from where it stood, until it hears that somebody else has its lock.
    mayRepeat: name === 'accrual-1',
    async strike(/** @type {import('../faults.mjs').Struck} */ { installation }) {
      const victim = installation.process(name);
      victim.pause();
      await sleep(TOO_LONG_MS);
      victim.continue();
    },
  })),
  {
    name: 'broker-hangs',
    says: 'the broker stands still for longer than a session lasts',
    async strike({ installation: { kafka } }) {
      await kafka.cluster.pause(1);
      await sleep(TOO_LONG_MS);
      await kafka.cluster.continue(1);
    },
  },
  {
    name: 'postgres-hangs',
    says: 'PostgreSQL with all its sessions stands still',
    async strike({ installation: { postgres } }) {
      const { pid } = postgres.server;
      const all = [pid, ...(await childrenOf(pid))];
      for (const each of all) process.kill(each, 'SIGSTOP');
      await sleep(4_000);
      for (const each of all) process.kill(each, 'SIGCONT');
    },
  },
];

/** @param {number} parent */
async function childrenOf(parent) {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  // After the program's name, which may hold anything: state, then the parent.
  return pids.filter((_, at) => Number(stats[at]?.split(') ').at(-1)?.split(' ')[1]) === parent);
}
