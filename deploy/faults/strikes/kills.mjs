import { setTimeout as sleep } from 'node:timers/promises';
/** @import { Fault, Struck } from '../faults.mjs' */
/** @import { Installation } from '../processes/installation.mjs' */

/** SIGKILL, as the kernel does when memory runs out, and a start by whoever supervises. @type {readonly Fault[]} */
export const kills = [
  {
    name: 'accrual-killed',
    says: 'one of two accrual processes is killed, twice, the other in between',
    async strike(struck) {
      for (const name of struck.random.shuffled(['accrual-1', 'accrual-2'])) await killed(struck, name);
    },
  },
  {
    name: 'enrollment-killed',
    says: 'enrollment is killed while purchases ask it who their members are',
    strike: (struck) => killed(struck, 'enrollment'),
  },
  {
    name: 'balance-killed',
    says: 'balance is killed between reading the ledger and storing what it means',
    async strike(struck) {
      for (let times = 0; times < 2; times += 1) await killed(struck, 'balance');
    },
  },
  {
    name: 'relay-holder-killed',
    says: 'the accrual process that relays the ledger is killed, and the other takes over',
    async strike(struck) {
      const holder = await relayHolder(struck.installation);
      if (holder === undefined) throw new Error('nobody relays the ledger');
      await holder.end('SIGKILL');
      for (const deadline = performance.now() + 20_000; ; await sleep(100)) {
        if ((await relayHolder(struck.installation)) !== undefined) break;
        if (performance.now() > deadline) throw new Error('nobody has taken over the relay in 20 s');
      }
      await sleep(1_000);
      await holder.start();
    },
  },
  {
    name: 'relays-killed',
    says: 'whoever relays the ledger is killed at random moments, again and again (for minutes with --seconds 180)',
    async strike(struck) {
      const { installation, random, seconds } = struck;
      const until = performance.now() + seconds * 1_000;
      do {
        await sleep(random.whole(50, 2_500));
        // Whoever is struck may hold all shards, some of them, or be about to take them over.
        const victim = random.whole(0, 3) === 0 ? random.shuffled(installation.accruals())[0] : undefined;
        await killed(struck, (victim ?? (await relayHolder(installation)) ?? installation.process('accrual-1')).name);
      } while (performance.now() < until);
    },
  },
  {
    name: 'broker-killed',
    says: 'the only broker is killed, and started again on its data',
    async strike({ installation: { kafka }, random }) {
      await kafka.cluster.kill(1);
      await sleep(random.whole(200, 1_500));
      await kafka.cluster.restart(1);
    },
  },
  {
    name: 'postgres-killed',
    says: 'PostgreSQL is killed, and recovers from its log',
    async strike({ installation: { postgres }, random }) {
      for (let times = 0; times < 2; times += 1) {
        postgres.kill();
        await sleep(random.whole(100, 800));
        await postgres.startAgain();
        await sleep(random.whole(500, 1_500));
      }
    },
  },
  {
    name: 'all-killed',
    says: 'every process of the product is killed at once, as when a machine is lost, and started in any order',
    async strike({ installation, random }) {
      const processes = installation.processes();
      await Promise.all(processes.map((each) => each.end('SIGKILL')));
      for (const each of random.shuffled(processes)) {
        await each.spawn();
        await sleep(random.whole(0, 400));
      }
      await Promise.all(processes.map((each) => each.untilReady()));
    },
  },
];

/** @param {Struck} struck @param {string} name */
async function killed({ installation, random }, name) {
  const victim = installation.process(name);
  await sleep(random.whole(0, 300));
  await victim.end('SIGKILL');
  await sleep(random.whole(200, 1_000));
  await victim.start();
}

/** Who holds the most locks of the relay. @param {Installation} installation */
export async function relayHolder({ pool, accruals }) {
  const { rows } = await pool.query(
    `select client_port, count(*) as locks from pg_locks join pg_stat_activity using (pid)
     where locktype = 'advisory' and granted and client_port > 0 group by client_port order by locks desc`,
  );
  const [most] = rows.flatMap(({ client_port: port }) =>
    accruals().filter(({ database }) => database.owns(Number(port))),
  );
  return most;
}
