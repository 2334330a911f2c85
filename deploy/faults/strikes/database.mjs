import { setTimeout as sleep } from 'node:timers/promises';
import { withLockedHeads } from './locked-heads.mjs';
/** @import { Fault, Struck } from '../faults.mjs' */
/** @import { Cut } from '../processes/tcp-proxy.mjs' */

/** What commits: the writer's one statement, the read model's, and transactions of everybody else. */
const COMMITS = ['append\0', 'apply-batches\0', 'commit\0', 'COMMIT\0'];
const CUTS = 4;

/** The way to the database, and the database. @type {readonly Fault[]} */
export const database = [
  cut('commit-never-arrives', 'before', 'a connection breaks before the COMMIT arrives'),
  cut('commit-answer-lost', 'after', 'a connection breaks between the COMMIT and its answer'),
  cut('commit-arrives-late', 'late', 'a connection breaks, and its COMMIT arrives after the client has come back'),
  {
    name: 'database-unreachable',
    says: 'nobody gets through to the database, and every connection has broken',
    strike: (struck) => onEveryWay(struck, (proxy) => proxy.refuse(), 3_000),
  },
  {
    name: 'database-silent',
    says: 'packets to and from the database vanish, and no connection breaks',
    strike: (struck) => onEveryWay(struck, (proxy) => proxy.hold(), 5_000),
  },
  {
    name: 'killed-mid-commit',
    says: 'packets on their way to the database vanish, and accrual is killed while it waits for its commits',
    async strike({ installation }) {
      const victims = installation.accruals();
      // What was answered already comes through, so that the next commit sets out.
      for (const each of victims) each.database.hold(['asks']);
      await sleep(1_500);
      await Promise.all(victims.map((each) => each.end('SIGKILL')));
      for (const each of victims) each.database.heal();
      await Promise.all(victims.map((each) => each.start()));
    },
  },
  {
    name: 'disk-slow',
    says: 'every answer of the database takes a quarter of a second more',
    strike: (struck) => onEveryWay(struck, (proxy) => proxy.delay(250), 4_000),
  },
  {
    name: 'sessions-terminated',
    says: 'the database ends all sessions, locks and all, as in a failover',
    async strike({ installation: { pool }, random }) {
      for (let times = 0; times < 3; times += 1) {
        await pool.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and usename <> current_user`,
        );
        await sleep(random.whole(300, 1_200));
      }
    },
  },
  {
    name: 'heads-locked',
    says: 'somebody holds the heads of the ledger in an open transaction',
    strike: ({ installation: { pool } }) => withLockedHeads(pool, () => sleep(4_000)),
  },
  {
    name: 'connections-exhausted',
    says: 'the database has no connection left for a service that has just lost its own',
    async strike({ installation, random }) {
      const role = random.pick(installation.processes()).role;
      await installation.pool.query(`alter role ${role} connection limit 2`);
      await installation.pool.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [
        role,
      ]);
      await sleep(4_000);
      await installation.pool.query(`alter role ${role} connection limit -1`);
    },
  },
];

/** @param {string} name @param {Cut} when @param {string} says @returns {Fault} */
function cut(name, when, says) {
  return {
    name,
    says,
    async strike({ installation }) {
      const proxies = installation.processes().map(({ database: proxy }) => proxy);
      const before = proxies.map(({ cuts }) => cuts);
      for (let times = 0; times < CUTS; times += 1) {
        for (const proxy of proxies) proxy.arm({ words: COMMITS, cut: when, left: 1 });
        await sleep(1_000);
      }
      for (const proxy of proxies) proxy.heal();
      // Enrollment may have had nothing to commit; accrual and balance had.
      const cuts = proxies.filter((proxy, at) => proxy.cuts > (before[at] ?? 0)).length;
      if (cuts < 3) throw new Error(`only ${cuts} processes were cut off: nobody commits any more`);
    },
  };
}

/** @param {Struck} struck @param {(proxy: import('../processes/tcp-proxy.mjs').TcpProxy) => void} spoil @param {number} milliseconds */
async function onEveryWay({ installation }, spoil, milliseconds) {
  const proxies = installation.processes().map(({ database: proxy }) => proxy);
  for (const proxy of proxies) spoil(proxy);
  await sleep(milliseconds);
  for (const proxy of proxies) proxy.heal();
}
