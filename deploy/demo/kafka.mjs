/**
 * `npm run demo:kafka`: the same history of a shop, played into separate processes (half over HTTP, half over Kafka) and
 * into one process. Shows what is under way, totals, and whether the ledger verifies; exit code 1 unless both shapes, and a
 * computation that shares no code with them, have the same balance for every member. Leaves nothing running.
 */
import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { giftShopHistory, programme } from './history.mjs';
import { untilNoLag } from './lag.mjs';
import { Lifetime } from '../installation/lifetime.mjs';
import { overHttp, overKafka } from './roads.mjs';
import { oneProcess, processesOnKafka } from './shapes.mjs';
/** @import { Shape } from './shapes.mjs' */

const SIZE = { seed: 7, invoices: 6_000, customers: 500 };
/** Every so many purchases is sent over both roads, as a till does that is not sure. */
const TWICE = 10;
const say = (/** @type {string} */ text) => console.log(text);
const indented = (/** @type {string} */ text) => say(`  ${text}`);

const life = new Lifetime();
const interrupted = new Promise((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => reject(new Error(`stopped by ${signal}`)));
});
try {
  await Promise.race([demo(), interrupted]);
} catch (error) {
  process.exitCode = 1;
  console.error(error instanceof Error ? error.message : error);
} finally {
  await life.end();
}
process.exit();

async function demo() {
  const history = await giftShopHistory(SIZE);
  const { purchases, returns, balances } = history;
  say(
    `${purchases.length} purchases and ${returns.length} returns of ${balances.size} members, from seed ${SIZE.seed}`,
  );

  say('\nBroker, PostgreSQL, accrual, enrollment and balance, each a process of its own');
  const apart = await processesOnKafka(life);
  await untilReady(apart);
  await apply(apart);
  const isOdd = (/** @type {unknown} */ _, /** @type {number} */ at) => at % 2 === 1;
  const http = purchases.filter((sale, at) => !isOdd(sale, at) || at % TWICE === 1);
  const kafka = purchases.filter((sale, at) => isOdd(sale, at) || at % TWICE === 0);
  await Promise.all([overHttp(apart, http), overKafka(apart.bus, kafka)]);
  indented(`purchases: ${http.length} over HTTP, ${kafka.length} over Kafka, some of them over both`);
  await untilNoLag(apart, indented);
  // What is given back depends on what was given back before: a member's returns take one road.
  const [even, odd] = [0, 1].map((rest) => returns.filter(({ member }) => member % 2 === rest));
  await Promise.all([overHttp(apart, even ?? []), overKafka(apart.bus, odd ?? [])]);
  indented(`returns: ${even?.length} over HTTP, ${odd?.length} over Kafka`);
  await untilNoLag(apart, indented);
  const first = await show(apart);

  say('\nOne process on its embedded PostgreSQL');
  const alone = await oneProcess(life);
  await apply(alone);
  await overHttp(alone, [...purchases, ...returns]);
  const second = await show(alone);

  const same = isDeepStrictEqual(first, second);
  const right = isDeepStrictEqual(second.balances, balances);
  say(
    `\nboth shapes: ${same ? 'identical' : 'NOT identical'} in points given and taken, and in the balances of ${balances.size} members`,
  );
  say(`a computation apart from both: ${right ? 'identical' : 'NOT identical'}`);
  if (!same || !right) process.exitCode = 1;
}

/** The doors are open before the bus is there. @param {Shape} shape */
async function untilReady({ doors }) {
  while (!(await fetch(new URL('/health/ready', doors.accrual.url))).ok) await sleep(100);
}

/** @param {Shape} shape */
async function apply({ doors }) {
  const init = { body: programme.document, headers: { 'content-type': 'application/yaml' } };
  await doors.accrual.send('PUT', `/v1/programmes/${programme.id}`, init);
}

/** @param {Shape} shape */
async function show({ doors, verify }) {
  /** @type {Map<string, number>} */
  const available = new Map();
  for await (const { account, wallets } of doors.balance.list('/v1/balances')) {
    available.set(account, wallets[0].available);
  }
  /** @type {Map<string, number>} */
  const balances = new Map();
  for await (const { externalId, accounts } of doors.enrollment.list('/v1/members')) {
    balances.set(externalId, available.get(accounts[0].id) ?? 0);
  }
  /** @type {Record<string, number>} */
  const points = {};
  let entries = 0;
  for (let after = ''; ;) {
    const page = await doors.balance.get(`/v1/feed?limit=1000${after}`);
    if (page.items.length === 0) break;
    entries += page.items.length;
    for (const { type, changes } of page.items) points[type] = (points[type] ?? 0) + changes[0].points;
    after = `&after=${encodeURIComponent(page.next)}`;
  }
  const total = [...balances.values()].reduce((sum, each) => sum + each, 0);
  indented(`${balances.size} members have ${total} points; ${entries} entries: ${JSON.stringify(points)}`);
  const { ok, events, batches } = await verify();
  indented(`verify: ${ok ? `${events} events in ${batches} batches are as they were written` : 'FAILED'}`);
  return { balances, points };
}
