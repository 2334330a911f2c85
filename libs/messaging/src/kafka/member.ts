import kafkajs from 'kafkajs';
import type Cluster from 'kafkajs/src/cluster/index.js';
import type { Broker, GroupMember, JoinedMember } from 'kafkajs/src/cluster/index.js';
import { Bell } from '../bell.js';
import { deal } from '../members/deal.js';
import type { Subscription, TopicPartition } from '../messaging.js';
import { Pauses } from '../pauses.js';
import type { Connection } from './connection.js';
import { kindOf } from './kafka-errors.js';
import { targetTopics } from './kafka-reader.js';

const { MemberAssignment, MemberMetadata } = kafkajs.AssignerProtocol;

/** Members must agree on how partitions are dealt. The name is that of kafkajs's own consumers, who deal alike. */
const DEALING = 'RoundRobinAssigner';
const userData = Buffer.alloc(0);

const COORDINATOR_MOVES = new Set([
  'NOT_COORDINATOR_FOR_GROUP',
  'GROUP_COORDINATOR_NOT_AVAILABLE',
  'GROUP_LOAD_IN_PROGRESS',
]);
const SEARCHES_UNTOLD_MAX = 8;

/** What a member has, and loses. Nothing of it may be under way when it joins anew: its partitions may go to others then. */
export interface Duties {
  take(partitions: readonly TopicPartition[]): void;
  /** Resolves when what was under way has come back. */
  giveUpAll(): Promise<void>;
}

interface Timing {
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
}

/**
 * Takes part in a consumer group by the protocol that all Kafka clients speak: joins, is given partitions, shows that it
 * is alive, and when the group changes brings what is under way to its end before it joins anew.
 */
export class Member {
  readonly #bell = new Bell();
  readonly #pauses = new Pauses({ firstMs: 100, mostMs: 5_000 });
  readonly #running: Promise<void>;
  #leaving = false;
  #memberId = '';
  #heardAt = Number.NEGATIVE_INFINITY;
  #searches = 0;

  constructor(
    private readonly subscription: Subscription,
    private readonly connection: Connection,
    private readonly duties: Duties,
    private readonly timing: Timing,
  ) {
    this.#running = this.#run();
  }

  /** The group has heard nothing of us for so long that it has given our partitions away, and we were not there to hear of it. */
  wasSilentTooLong(): boolean {
    return performance.now() - this.#heardAt > this.timing.sessionTimeoutMs;
  }

  async leave(): Promise<void> {
    this.#leaving = true;
    this.#bell.ring();
    await this.#running;
    await this.connection.close();
  }

  async #run(): Promise<void> {
    while (!this.#leaving) {
      try {
        await this.connection.use((cluster) => this.#attend(cluster));
      } catch (error) {
        if (!this.#isSearching(error)) this.subscription.onError(error);
        await this.duties.giveUpAll();
        if (!this.#leaving) await this.#bell.wait(this.#pauses.nextMs());
      }
    }
  }

  /** Groups move from broker to broker; only a coordinator that cannot be found is worth a word. */
  #isSearching(error: unknown): boolean {
    if (!COORDINATOR_MOVES.has(kindOf(error) ?? '')) return false;
    this.#searches += 1;
    return this.#searches % SEARCHES_UNTOLD_MAX !== 0;
  }

  async #attend(cluster: Cluster): Promise<void> {
    await targetTopics(cluster, this.subscription.topics);
    const coordinator = await cluster.findGroupCoordinator({ groupId: this.subscription.group });
    while (!this.#leaving) {
      const member = await this.#join(cluster, coordinator);
      if (member) await this.#stay(coordinator, member);
    }
    if (this.#memberId !== '') {
      await coordinator.leaveGroup({ groupId: this.subscription.group, memberId: this.#memberId });
      this.#memberId = '';
    }
  }

  /** Undefined when the group has changed again meanwhile. */
  async #join(cluster: Cluster, coordinator: Broker): Promise<GroupMember | undefined> {
    const { group: groupId, topics } = this.subscription;
    try {
      const joined = await coordinator.joinGroup({
        groupId,
        memberId: this.#memberId,
        sessionTimeout: this.timing.sessionTimeoutMs,
        rebalanceTimeout: this.timing.rebalanceTimeoutMs,
        groupProtocols: [
          { name: DEALING, metadata: MemberMetadata.encode({ version: 1, topics: [...topics], userData }) },
        ],
      });
      const { memberId, generationId, leaderId, members } = joined;
      this.#memberId = memberId;
      const { memberAssignment } = await coordinator.syncGroup({
        groupId,
        memberId,
        generationId,
        groupAssignment: memberId === leaderId ? await dealt(cluster, members) : [],
      });
      this.#heardAt = performance.now();
      this.#pauses.succeeded();
      this.#searches = 0;
      this.duties.take(partitionsOf(memberAssignment));
      return { groupId, memberId, groupGenerationId: generationId };
    } catch (error) {
      this.#bear(error);
      return undefined;
    }
  }

  /** Until the group changes or we leave it; then all that is under way has come back. */
  async #stay(coordinator: Broker, member: GroupMember): Promise<void> {
    while (!this.#leaving && (await this.#beat(coordinator, member))) await this.#bell.wait(this.#interval());
    let given = false;
    const giving = this.duties.giveUpAll().then(() => {
      given = true;
      this.#bell.ring();
    });
    while (!given) {
      await this.#bell.wait(this.#interval());
      if (!given) await this.#beat(coordinator, member);
    }
    await giving;
  }

  /** Whether the group is as it was. */
  async #beat(coordinator: Broker, member: GroupMember): Promise<boolean> {
    try {
      await coordinator.heartbeat(member);
      this.#heardAt = performance.now();
      return true;
    } catch (error) {
      this.#bear(error);
      return false;
    }
  }

  #interval(): number {
    return Math.min(500, this.timing.sessionTimeoutMs / 4);
  }

  /** A group that changes is no failure; whatever else it is goes up. */
  #bear(error: unknown): void {
    const kind = kindOf(error);
    if (kind === 'UNKNOWN_MEMBER_ID') this.#memberId = '';
    else if (kind === 'REBALANCE_IN_PROGRESS') this.#heardAt = performance.now();
    else if (kind !== 'ILLEGAL_GENERATION') throw error;
  }
}

/** Of the group one is asked to deal for all. */
async function dealt(
  cluster: Cluster,
  members: readonly JoinedMember[],
): Promise<{ memberId: string; memberAssignment: Buffer }[]> {
  const wanting = members.map(({ memberId, memberMetadata }) => ({
    id: memberId,
    topics: MemberMetadata.decode(memberMetadata)?.topics ?? [],
  }));
  const topics = [...new Set(wanting.flatMap((member) => member.topics))];
  await targetTopics(cluster, topics);
  // Partitions may have been added; all members must hear of the same.
  await cluster.refreshMetadata();
  const hands = deal(
    new Map(topics.map((topic) => [topic, cluster.findTopicPartitionMetadata(topic).length])),
    wanting,
  );
  return [...hands].map(([memberId, hand]) => {
    const byTopic = Map.groupBy(hand, ([topic]) => topic);
    const assignment = Object.fromEntries(
      [...byTopic].map(([topic, each]) => [topic, each.map(([, partition]) => partition)]),
    );
    return { memberId, memberAssignment: MemberAssignment.encode({ version: 1, assignment, userData }) };
  });
}

function partitionsOf(assignment: Buffer): TopicPartition[] {
  // A member for which nothing is left is told so by nothing at all.
  const decoded = assignment.length > 0 ? MemberAssignment.decode(assignment) : null;
  return Object.entries(decoded?.assignment ?? {}).flatMap(([topic, partitions]) =>
    partitions.map((partition) => ({ topic, partition })),
  );
}
