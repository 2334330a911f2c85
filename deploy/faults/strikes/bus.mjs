import { setTimeout as sleep } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import { LEDGER } from '../checks/topic.mjs';
import { PURCHASES } from '../workload/courier.mjs';
/** @import { Fault, Struck } from '../faults.mjs' */
/** @import { Installation } from '../processes/installation.mjs' */

/** The way to the broker, its topics and its groups. @type {readonly Fault[]} */
export const bus = [
  {
    name: 'broker-unreachable',
    says: 'no service gets through to the broker, and every connection has broken',
    strike: (struck) => onEveryWay(struck, (proxy) => proxy.refuse(), 5_000),
  },
  {
    name: 'broker-silent',
    says: 'packets to and from the broker vanish, and no connection breaks',
    strike: (struck) => onEveryWay(struck, (proxy) => proxy.hold(), 6_000),
  },
  {
    name: 'broker-slow',
    says: 'every answer of the broker takes a fifth of a second more',
    strike: (struck) => onEveryWay(struck, (proxy) => proxy.delay(200), 4_000),
  },
  {
    name: 'relay-killed-mid-send',
    says: 'packets on their way to the broker vanish, and both accrual processes are killed while they wait for its word',
    async strike({ installation: { kafka, accruals } }) {
      for (const proxy of kafka.proxies) proxy.hold(['asks']);
      await sleep(2_000);
      await Promise.all(accruals().map((each) => each.end('SIGKILL')));
      for (const proxy of kafka.proxies) proxy.heal();
      await Promise.all(accruals().map((each) => each.start()));
    },
  },
  {
    name: 'rebalance-storm',
    says: 'strangers join the group that takes purchases, and leave it, again and again',
    async strike({ installation, random }) {
      for (let times = 0; times < 8; times += 1) {
        const stranger = await installation.bus.subscribe({
          group: 'accrual',
          topics: [PURCHASES],
          placeOf: async () => undefined,
          // It takes nothing: what it is handed has to be handed to somebody else.
          handle: async () => {
            await sleep(50);
            throw new Error('this one only disturbs');
          },
          onError: () => undefined,
        });
        await sleep(random.whole(100, 900));
        await stranger.stop();
        await sleep(random.whole(0, 300));
      }
    },
  },
  {
    name: 'purchases-read-again',
    says: 'the place in the purchases topic is set back to its beginning, and whoever reads it again remembers nothing',
    async strike({ installation, workload }) {
      const readers = installation.accruals();
      await Promise.all(readers.map((each) => each.end('SIGKILL')));
      const { rowCount } = await installation.pool.query('update accrual_intake.places set next = 0, position = 0');
      if (rowCount === 0) throw new Error('there is no place to set back');
      // What could not be taken the first time is set aside a second time.
      workload.planted += workload.plantedInTopic;
      await Promise.all(readers.map((each) => each.start()));
    },
  },
  {
    name: 'places-set-back',
    says: 'the place in the purchases topic is set back while it is being read',
    async strike({ installation: { pool }, workload }) {
      await pool.query('update accrual_intake.places set next = 0, position = 0');
      workload.planted += workload.plantedInTopic;
    },
  },
  {
    name: 'topic-truncated',
    says: 'retention cuts the ledger’s topic while balance is down',
    async strike(struck) {
      const balance = struck.installation.process('balance');
      await balance.end('SIGKILL');
      await sleep(2_000);
      await truncate(struck);
      await sleep(500);
      await balance.start();
    },
  },
  {
    name: 'topic-cut-ahead',
    says: 'balance stands still, and retention cuts the ledger’s topic ahead of where it stands',
    async strike(struck) {
      const balance = struck.installation.process('balance');
      balance.pause();
      await sleep(2_000);
      await truncate(struck);
      await sleep(500);
      balance.continue();
    },
  },
  {
    name: 'relay-forgets',
    says: 'retention empties the ledger’s topic, and the relay’s checkpoints are gone: everything is sent again',
    mayRepeat: true,
    async strike(struck) {
      const { installation } = struck;
      await truncate(struck);
      await installation.pool.query('update ledger_relay.relay_checkpoints set position = 0');
      await Promise.all(installation.accruals().map((each) => each.end('SIGKILL')));
      await truncate(struck);
      await Promise.all(installation.accruals().map((each) => each.start()));
    },
  },
];

/** Everything that is there now goes; the suite has read it before. @param {Struck} struck */
async function truncate({ installation, inspection }) {
  const partitions = await endsOf(installation);
  await inspection.readOn();
  const kafka = new kafkajs.Kafka({ brokers: [...installation.kafka.direct], logLevel: kafkajs.logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  // It deletes only from topics that it has asked about before.
  await admin.fetchTopicOffsets(LEDGER);
  await admin.deleteTopicRecords({ topic: LEDGER, partitions });
  await admin.disconnect();
}

/** @param {Installation} installation */
async function endsOf({ bus: direct }) {
  const partitions = Array.from({ length: await direct.partitions(LEDGER) }, (_, partition) => partition);
  return Promise.all(
    partitions.map(async (partition) => ({ partition, offset: String((await direct.bounds(LEDGER, partition)).next) })),
  );
}

/** @param {Struck} struck @param {(proxy: import('../processes/tcp-proxy.mjs').TcpProxy) => void} spoil @param {number} milliseconds */
async function onEveryWay({ installation: { kafka } }, spoil, milliseconds) {
  for (const proxy of kafka.proxies) spoil(proxy);
  await sleep(milliseconds);
  for (const proxy of kafka.proxies) proxy.heal();
}
