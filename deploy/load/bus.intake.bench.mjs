import { createPostgresStore } from '@loyalty/event-store';
import { startKafka } from '@loyalty/kafka-broker';
import { createKafkaBus } from '@loyalty/messaging';
import { createPool } from '@loyalty/postgres';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpuMs, postgresCpuMs } from './bus/cpu.mjs';
import { startServices } from './bus/services.mjs';
import { drive, seed } from './engine/drive.mjs';
import { insist } from './engine/invariants.mjs';
import { accountsOf, mixed } from './engine/workload.mjs';
import { Baskets, enrolAll } from './http/basket.mjs';
import { insistOnLedger, insistOnPurchases, purchasesIn } from './http/proof.mjs';
import { interleaved } from './rounds.mjs';

const MEMBERS = 5_000;
const TOPIC = 'loyalty.accrual.purchases.v1';
const PER_SEND = 500;
const WARM_UP = 24_000;

/** @type {import('./bench.mjs').Bench} */
export default {
  shows: 'purchases/s from their topic to the ledger, services apart ÷ commands/s of the engine alone (engine.uniform)',
  onRequestOnly: true,
  async run({ server, rounds, seconds, accounts: count, say }) {
    const directory = await mkdtemp(join(tmpdir(), 'loyalty-bench-'));
    const cluster = await startKafka({ directory, disposable: true });
    const bus = createKafkaBus({ brokers: cluster.brokers, clientId: 'bench' });
    const services = await startServices(server, cluster.brokers, { only: ['accrual', 'enrollment'] });
    const engine = await createPostgresStore({ clock: Date, url: server.url, schema: 'engine' });
    const pool = createPool(server.url, { max: 1 });
    try {
      const accounts = accountsOf(count);
      await seed(engine, accounts);
      const next = mixed({ accounts, writer: 'a' });
      await enrolAll(services, MEMBERS);
      const baskets = new Baskets('bus', MEMBERS);
      await drive(engine, next, { seconds: 2 });
      let perSecond = await sendAndWait({ bus, pool, baskets, purchases: WARM_UP });
      const figure = await interleaved(rounds, async () => {
        const before = await purchasesIn(server);
        const { rows } = await pool.query('select pg_backend_pid() as pid');
        const used = () => ({ ...cpuMs(services.pids), ...postgresCpuMs(rows[0].pid) });
        const cpu = used();
        const purchases = Math.ceil((perSecond * seconds) / PER_SEND) * PER_SEND;
        perSecond = await sendAndWait({ bus, pool, baskets, purchases });
        const spent = Object.entries(used()).map(
          ([name, ms]) => `${name} ${Math.round(((ms - (cpu[name] ?? 0)) * 1000) / purchases)} µs`,
        );
        await insistOnPurchases(server, before, { answered: purchases, abandonedMax: 0 });
        const since = await engine.heads();
        const run = await drive(engine, next, { seconds });
        await insist(engine, { since, ...run });
        say(
          `${Math.round(perSecond)} purchases/s (CPU of one: ${spent.join(', ')}), ` +
            `engine ${Math.round(run.commandsPerSecond)} commands/s`,
        );
        return { ours: perSecond, baseline: run.commandsPerSecond };
      });
      await insistOnEachOnce(pool, baskets.sent);
      await insistOnLedger(server);
      return figure;
    } finally {
      await pool.end();
      await engine.close();
      await bus.close();
      await services.stop();
      await cluster.stop();
      await rm(directory, { recursive: true });
    }
  },
};

/**
 * From the first send until accrual's place stands behind the last purchase: it moves when all before it are durable.
 *
 * @param {{ bus: import('@loyalty/messaging').Bus, pool: import('pg').Pool, baskets: Baskets, purchases: number }} load
 */
async function sendAndWait({ bus, pool, baskets, purchases }) {
  const partitions = await bus.partitions(TOPIC);
  const sends = Array.from({ length: purchases / PER_SEND }, () =>
    Array.from({ length: PER_SEND }, () => messageOf(baskets)),
  );
  const startedAt = performance.now();
  const lane = async (/** @type {number} */ partition) => {
    for (let at = partition; at < sends.length; at += partitions) await bus.send(TOPIC, partition, sends[at] ?? []);
  };
  await Promise.all(Array.from({ length: partitions }, (_, partition) => lane(partition)));
  for (let partition = 0; partition < partitions; partition += 1) {
    const { next } = await bus.bounds(TOPIC, partition);
    while ((await placeOf(pool, partition)) < next) await sleep(10);
  }
  return purchases / ((performance.now() - startedAt) / 1000);
}

/** @param {Baskets} baskets */
function messageOf(baskets) {
  const purchase = baskets.next();
  return {
    key: purchase.member.card,
    value: Buffer.from(JSON.stringify({ purchase })),
    headers: { 'content-type': 'application/json' },
  };
}

/** @param {import('pg').Pool} pool @param {number} partition */
async function placeOf(pool, partition) {
  const { rows } = await pool.query({
    name: 'place',
    text: 'select next from accrual_intake.places where topic = $1 and partition = $2',
    values: [TOPIC, partition],
  });
  return Number(rows[0]?.next ?? 0);
}

/** @param {import('pg').Pool} pool @param {number} sent */
async function insistOnEachOnce(pool, sent) {
  const { rows } = await pool.query(
    `select count(*)::int as count, count(distinct payload::json ->> 'externalId')::int as different
     from ledger.events where type like 'PurchaseRecorded%' and payload::json ->> 'source' = 'bus'`,
  );
  const { count, different } = rows[0];
  if (count !== sent || different !== sent) {
    throw new Error(`void: ${sent} purchases were sent, ${count} are in the ledger, ${different} different ones`);
  }
}
