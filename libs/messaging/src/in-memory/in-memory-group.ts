import type { Subscription, TopicPartition } from '../messaging.js';
import { deal, type Member } from '../members/deal.js';
import { Hand } from '../members/hand.js';
import { nameOf } from '../partition-name.js';
import type { InMemoryBroker } from './in-memory-broker.js';

interface Present extends Member {
  readonly hand: Hand;
}

/** Deals the partitions anew whenever a member comes or goes; a partition changes hands when its batch has come back. */
export class InMemoryGroup {
  readonly #members = new Map<string, Present>();
  #settling = Promise.resolve();
  #joined = 0;

  constructor(private readonly broker: InMemoryBroker) {}

  join(subscription: Subscription): { readonly hand: Hand; readonly leave: () => Promise<void> } {
    const hand = new Hand(this.broker, subscription);
    const id = String((this.#joined += 1)).padStart(9, '0');
    this.#members.set(id, { id, topics: subscription.topics, hand });
    void this.#settle();
    const leave = async (): Promise<void> => {
      this.#members.delete(id);
      await hand.giveUpAll();
      await this.#settle();
      // Settling may have been at work for this member when it left.
      await hand.giveUpAll();
    };
    return { hand, leave };
  }

  wake(partition: TopicPartition): void {
    for (const { hand } of this.#members.values()) hand.wake(partition);
  }

  #settle(): Promise<void> {
    this.#settling = this.#settling.then(() => this.#dealAnew());
    return this.#settling;
  }

  async #dealAnew(): Promise<void> {
    const members = [...this.#members.values()];
    const topics = new Set(members.flatMap((member) => member.topics));
    const hands = deal(new Map([...topics].map((topic) => [topic, this.broker.partitionsOf(topic)])), members);
    const dealt = members.map((member) => ({
      member,
      partitions: (hands.get(member.id) ?? []).map(([topic, partition]) => ({ topic, partition })),
    }));
    await Promise.all(
      dealt.flatMap(({ member, partitions }) => {
        const kept = new Set(partitions.map(nameOf));
        const lost = member.hand.partitions().filter((partition) => !kept.has(nameOf(partition)));
        return lost.map((partition) => member.hand.giveUp(partition));
      }),
    );
    for (const { member, partitions } of dealt) {
      if (!this.#members.has(member.id)) continue;
      for (const partition of partitions) if (!member.hand.has(partition)) member.hand.take(partition);
    }
  }
}
