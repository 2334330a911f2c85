import { execFile } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { purchaseBody } from '../workload/sales.mjs';
import { withLockedHeads } from './locked-heads.mjs';
/** @import { Fault, Struck } from '../faults.mjs' */
/** @import { Installation } from '../processes/installation.mjs' */
/** @import { Edit } from '../processes/service-process.mjs' */

const run = promisify(execFile);
const CUSTOMERS = 80;
/** The product's queue holds 20,000: one that holds eight is full as surely, and needs no 20,000 connections. */
const SHORT_QUEUE = {
  file: 'libs/event-store/dist/postgres/postgres-store.js',
  search: 'const QUEUE_MAX = 20_000;',
  replacement: 'const QUEUE_MAX = 8;',
};

/** What runs out. @type {readonly Fault[]} */
export const resources = [
  {
    name: 'queue-full',
    says: 'more purchases come than the writer’s queue holds; who is sent away is told when to come back',
    async strike(struck) {
      const { installation } = struck;
      await restart(installation, [SHORT_QUEUE]);
      await rush(struck);
      await restart(installation, []);
    },
  },
  {
    name: 'files-exhausted',
    says: 'a process may open no file more: no connection is taken, none can be made',
    async strike({ installation }) {
      for (const name of ['accrual-1', 'enrollment', 'balance']) await withoutFiles(installation, name);
    },
  },
];

/** @param {Installation} installation @param {readonly Edit[]} edits */
async function restart({ accruals }, edits) {
  await Promise.all(
    accruals().map(async (each) => {
      await each.end();
      await each.start(edits);
    }),
  );
}

/** @param {Installation} installation @param {string} name */
async function withoutFiles({ process, pool }, name) {
  const victim = process(name);
  const { stdout } = await run('prlimit', ['--pid', String(victim.pid), '--nofile', '--output=HARD', '--noheadings']);
  const limit = (/** @type {string | number} */ soft) =>
    run('prlimit', ['--pid', String(victim.pid), `--nofile=${soft}:${stdout.trim()}`]);
  await limit((await victim.openFiles()) + 1);
  const knocking = Array.from({ length: 20 }, () => {
    const socket = connect(Number(new URL(victim.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    return socket;
  });
  await sleep(1_000);
  // It loses its sessions and needs new ones, of which there are fewer than before.
  await limit(Math.max(20, (await victim.openFiles()) - 10));
  await pool.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [victim.role]);
  await sleep(2_000);
  await limit(stdout.trim());
  for (const socket of knocking) socket.destroy();
}

/** Many at once, while the heads of the ledger are locked. @param {Struck} struck */
async function rush({ installation, workload, random }) {
  const { sales, accrual } = workload;
  const before = sentAway(accrual.counts);
  const giveUpAt = performance.now() + 60_000;
  const buy = async (/** @type {number} */ at) => {
    const own = random.of(`rush${at}`);
    const purchase = sales.sell(own, own.pick(sales.members));
    const { answered } = await accrual.insist({
      path: '/v1/purchases',
      random: own,
      giveUpAt: () => performance.now() > giveUpAt,
      body: () => purchaseBody(purchase),
    });
    if (answered === undefined || answered.status >= 300)
      workload.wrong.push(`purchase ${purchase.name} in the rush: ${answered?.status ?? 'no answer'}`);
    else Object.assign(purchase, { isAcknowledged: true, id: answered.body.purchase.id });
  };
  /** @type {Promise<void>[]} */
  let customers = [];
  await withLockedHeads(installation.pool, async () => {
    customers = Array.from({ length: CUSTOMERS }, (_, at) => buy(at));
    await sleep(2_500);
  });
  await Promise.all(customers);
  if (sentAway(accrual.counts) === before) throw new Error('the queue was never full');
}

/** @param {ReadonlyMap<string, number>} counts */
const sentAway = (counts) => (counts.get('429') ?? 0) + (counts.get('503') ?? 0);
