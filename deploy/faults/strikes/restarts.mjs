import { setTimeout as sleep } from 'node:timers/promises';
/** @import { Fault } from '../faults.mjs' */

/** What operators do on an ordinary day. @type {readonly Fault[]} */
export const restarts = [
  {
    name: 'rolling-restart',
    says: 'every process is told to end, one after the other, and started again',
    async strike({ installation }) {
      for (const each of installation.processes()) {
        await each.end();
        await each.start();
      }
    },
  },
  {
    name: 'all-restarted',
    says: 'all are told to end at once, and started in any order',
    async strike({ installation, random }) {
      const processes = installation.processes();
      await Promise.all(processes.map((each) => each.end()));
      for (const each of random.shuffled(processes)) {
        await each.spawn();
        await sleep(random.whole(0, 500));
      }
      await Promise.all(processes.map((each) => each.untilReady()));
    },
  },
  {
    name: 'balance-twice',
    says: 'two balance processes run, and the one that writes is killed',
    async strike({ installation }) {
      const first = installation.process('balance');
      const second = await installation.another('balance-2', 'balance');
      await second.start();
      await sleep(500);
      await first.end('SIGKILL');
      await sleep(1_500);
      await first.start();
      await second.end('SIGKILL');
      installation.forget('balance-2');
    },
  },
  {
    name: 'rebuild-killed',
    says: 'balance is killed while the read model is being built anew',
    async strike({ installation, workload, random }) {
      const balance = installation.process('balance');
      for (let times = 0; times < 2; times += 1) {
        await workload.balance.ask('POST', '/v1/projections/balance/rebuild', {});
        await sleep(random.whole(0, 250));
        await balance.end('SIGKILL');
        await balance.start();
      }
    },
  },
];
