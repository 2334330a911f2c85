import { createPostgresStore } from '@loyalty/event-store';
import { startKafka } from '@loyalty/kafka-broker';
import { createKafkaBus } from '@loyalty/messaging';
import { createLogger } from '@loyalty/service-host';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { relayLedger } from '../../services/cli/dist/serve/process/ledger-topic.js';
import { bareKafka } from './bus/bare-kafka.mjs';
import { wholeTopic } from './bus/whole-topic.mjs';
import { Baskets, enrolAll } from './http/basket.mjs';
import { loadBatch } from './http/batch-load.mjs';
import { startShop } from './http/shop.mjs';
import { interleaved } from './rounds.mjs';

const MEMBERS = 5_000;
const LEDGER = 'loyalty.ledger.events.v1';
const BARE = 'load.bare.v1';
/** As many as the relay has in one. */
const PER_SEND = 500;

/** @type {import('./bench.mjs').Bench} */
export default {
  shows:
    'events/s of the ledger, read, encoded and acknowledged in their topic ÷ a bare kafkajs producer of the same bytes',
  onRequestOnly: true,
  async run({ server, rounds, seconds, say }) {
    await fillLedger(server, seconds);
    const directory = await mkdtemp(join(tmpdir(), 'loyalty-bench-'));
    const cluster = await startKafka({ directory, disposable: true });
    const store = await createPostgresStore({ clock: Date, url: server.url });
    const { kafka, producer } = bareKafka(cluster.brokers);
    const admin = kafka.admin();
    try {
      await Promise.all([producer.connect(), admin.connect()]);
      const heads = await store.heads();
      const events = heads.reduce((sum, head) => sum + head, 0);
      say(`${events} events in the ledger`);
      const play = async () => {
        await makeAnew(cluster.brokers, admin, heads.length);
        const relayed = await relay({ brokers: cluster.brokers, store, databaseUrl: server.url, heads });
        const startedAt = performance.now();
        await Promise.all(relayed.topic.map((messages, partition) => sendBare(producer, partition, messages)));
        const baseline = events / ((performance.now() - startedAt) / 1000);
        const ours = events / relayed.seconds;
        say(`${Math.round(ours)} events/s ÷ ${Math.round(baseline)}`);
        return { ours, baseline };
      };
      await play();
      return await interleaved(rounds, play);
    } finally {
      await Promise.all([producer.disconnect(), admin.disconnect()]);
      await store.close();
      await cluster.stop();
      await rm(directory, { recursive: true });
    }
  },
};

/** Some seconds of purchases through the product's own door. @param {{ url: string }} server @param {number} seconds */
async function fillLedger(server, seconds) {
  const shop = await startShop(server);
  try {
    await enrolAll(shop, MEMBERS);
    await loadBatch(shop, new Baskets('relay', MEMBERS), seconds);
  } finally {
    await shop.stop();
  }
}

/** Empty topics. @param {readonly string[]} brokers @param {import('kafkajs').Admin} admin @param {number} partitions */
async function makeAnew(brokers, admin, partitions) {
  const isThere = async () => (await admin.listTopics()).some((name) => name === LEDGER || name === BARE);
  if (await isThere()) await admin.deleteTopics({ topics: [LEDGER, BARE] });
  while (await isThere()) await sleep(50);
  const bus = createKafkaBus({ brokers, clientId: 'bench' });
  await bus.declare([LEDGER, BARE].map((name) => ({ name, partitions, retentionMs: null, compacted: false })));
  await bus.close();
}

/**
 * From nothing in the topic to everything acknowledged, by the relay that accrual runs; every position must be there
 * once and in order.
 *
 * @param {{ brokers: readonly string[], store: import('@loyalty/event-store').PostgresStore, databaseUrl: string, heads: readonly number[] }} ledger
 */
async function relay({ brokers, store, databaseUrl, heads }) {
  const bus = createKafkaBus({ brokers, clientId: 'bench' });
  try {
    const startedAt = performance.now();
    const data = { databaseUrl, brokers };
    const stop = await relayLedger({ bus, store, clock: Date, data, logger: createLogger({ level: 'warn' }) });
    const isSent = async (/** @type {number} */ shard) => (await bus.bounds(LEDGER, shard)).next >= (heads[shard] ?? 0);
    for (const shard of heads.keys()) while (!(await isSent(shard))) await sleep(5);
    const seconds = (performance.now() - startedAt) / 1000;
    await stop();
    const topic = await Promise.all(heads.map((_, shard) => wholeTopic(bus, LEDGER, shard)));
    for (const [shard, messages] of topic.entries()) insistOnPositions(shard, messages, heads[shard] ?? 0);
    return { seconds, topic };
  } finally {
    await bus.close();
  }
}

/** @param {number} shard @param {readonly import('@loyalty/messaging').Message[]} messages @param {number} head */
function insistOnPositions(shard, messages, head) {
  if (messages.length !== head)
    throw new Error(`void: shard ${shard} has ${head} events, its topic ${messages.length}`);
  for (const [index, { headers }] of messages.entries()) {
    if (Number(headers['ce_sequence']) !== index + 1) {
      throw new Error(`void: position ${headers['ce_sequence']} of shard ${shard} stands where ${index + 1} should`);
    }
  }
}

/**
 * One partition per send, the next when the one before is acknowledged by all.
 *
 * @param {import('kafkajs').Producer} producer @param {number} partition @param {readonly import('@loyalty/messaging').Message[]} messages
 */
async function sendBare(producer, partition, messages) {
  for (let from = 0; from < messages.length; from += PER_SEND) {
    const some = messages.slice(from, from + PER_SEND).map(({ key, value, headers }) => ({
      key,
      value: Buffer.from(value),
      headers: { ...headers },
      partition,
    }));
    await producer.send({ topic: BARE, acks: -1, messages: some });
  }
}
