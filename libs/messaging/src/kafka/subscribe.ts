import { setImmediate as yielded } from 'node:timers/promises';
import { Hand } from '../members/hand.js';
import type { Subscribed, Subscription, TopicPartition } from '../messaging.js';
import type { KafkaClient } from './client.js';
import { Fetcher } from './fetcher.js';
import type { KafkaReader } from './kafka-reader.js';
import { Member } from './member.js';

/** How long the group waits for a member's batch to come back before it goes on without that member. */
const REBALANCE_TIMEOUT_MS = 60_000;

export function subscribeTo(
  subscription: Subscription,
  { client, reader, sessionTimeoutMs }: { client: KafkaClient; reader: KafkaReader; sessionTimeoutMs: number },
): Subscribed {
  const fetcher = new Fetcher(subscription.topics, client.connection(), reader, {
    arrived: (partition) => hand.wake(partition),
    failed: subscription.onError,
  });
  const hand = new Hand(fetcher, {
    ...subscription,
    handle: (batch) =>
      subscription.handle({
        ...batch,
        // The member shows by itself that it is alive, as soon as it is let: a batch that computes must make room for it.
        heartbeat: () => yielded(),
        isRevoked: () => batch.isRevoked() || member.wasSilentTooLong(),
      }),
  });
  const giveUpAll = async (): Promise<void> => {
    await hand.giveUpAll();
    fetcher.forgetAll();
  };
  const take = (partitions: readonly TopicPartition[]): void => {
    if (stopping === undefined) for (const partition of partitions) hand.take(partition);
  };
  let stopping: Promise<void> | undefined;
  const member = new Member(
    subscription,
    client.connection(),
    { giveUpAll, take },
    { sessionTimeoutMs, rebalanceTimeoutMs: REBALANCE_TIMEOUT_MS },
  );
  const stop = async (): Promise<void> => {
    await Promise.all([giveUpAll(), member.leave()]);
    await fetcher.close();
  };
  return {
    assigned: () => hand.partitions(),
    restart: (partition) => hand.restart(partition),
    stop: () => (stopping ??= stop()),
  };
}
