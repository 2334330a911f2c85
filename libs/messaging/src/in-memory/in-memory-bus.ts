import { BusUnavailable, type Bus } from '../messaging.js';
import { InMemoryBroker } from './in-memory-broker.js';

/** A bus of this process, gone with it; buses over one broker reach each other. */
export function createInMemoryBus(broker = new InMemoryBroker(), clock: { now(): number } = Date): Bus {
  const leaving = new Set<() => Promise<void>>();
  let closed = false;
  const refuseClosed = (): void => {
    if (closed) throw new BusUnavailable('the bus is closed');
  };
  return {
    declare: async (topics) => broker.declare(topics),
    partitions: async (topic) => broker.partitionsOf(topic),
    async send(topic, partition, messages) {
      refuseClosed();
      return { firstOffset: broker.take({ topic, partition }, messages, clock.now()) };
    },
    async bounds(topic, partition) {
      const { first, next } = broker.at({ topic, partition });
      return { first, next };
    },
    read: async (topic, partition, from, limit) => broker.at({ topic, partition }).read(from, limit),
    async subscribe(subscription) {
      refuseClosed();
      for (const topic of subscription.topics) broker.partitionsOf(topic);
      const { hand, leave } = broker.group(subscription.group).join(subscription);
      const stop = (): Promise<void> => {
        leaving.delete(stop);
        return leave();
      };
      leaving.add(stop);
      return { assigned: () => hand.partitions(), restart: (partition) => hand.restart(partition), stop };
    },
    async close() {
      closed = true;
      await Promise.all([...leaving].map((stop) => stop()));
    },
  };
}
