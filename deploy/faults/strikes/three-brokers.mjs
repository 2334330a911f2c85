import { setTimeout as sleep } from 'node:timers/promises';
/** @import { Fault } from '../faults.mjs' */

const NODES = [1, 2, 3];

/** Where each partition has two copies more, and leadership moves. @type {readonly Fault[]} */
export const threeBrokers = [
  {
    name: 'one-of-three-killed',
    says: 'one of three brokers is killed while leadership moves because another was shut down',
    nodes: 3,
    async strike({ installation: { kafka }, random }) {
      const [first = 1, second = 2] = random.shuffled(NODES);
      await kafka.cluster.shutDown(first);
      const back = kafka.cluster.restart(first);
      await back;
      // Partitions are still on their way back to it.
      await kafka.cluster.kill(second);
      await sleep(random.whole(500, 2_000));
      await kafka.cluster.restart(second);
    },
  },
  {
    name: 'one-of-three-hangs',
    says: 'one of three brokers stands still, is replaced as leader, and goes on as if nothing had been',
    nodes: 3,
    async strike({ installation: { kafka }, random }) {
      const node = random.pick(NODES);
      await kafka.cluster.pause(node);
      await sleep(8_000);
      await kafka.cluster.continue(node);
    },
  },
];
