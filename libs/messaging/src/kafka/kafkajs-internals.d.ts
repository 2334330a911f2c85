/**
 * The layer of kafkajs that speaks the protocol, as far as it is used here: 2.2.4 publishes its sources, and no types for
 * them. Why it is used is docs/adr/0031-kafka-by-kafkajs.md.
 */
declare module 'kafkajs/src/cluster/index.js' {
  import type { Logger, ISocketFactory, KafkaConfig, RetryOptions } from 'kafkajs';

  export interface FetchedPartition {
    readonly partition: number;
    readonly lastStableOffset: string;
  }
  export interface GroupMember {
    readonly groupId: string;
    readonly memberId: string;
    readonly groupGenerationId: number;
  }
  export interface JoinedMember {
    readonly memberId: string;
    readonly memberMetadata: Buffer;
  }
  export interface Broker {
    fetch(request: {
      readonly maxWaitTime: number;
      readonly minBytes: number;
      readonly maxBytes: number;
      readonly isolationLevel: number;
      readonly topics: readonly {
        readonly topic: string;
        readonly partitions: readonly {
          readonly partition: number;
          readonly fetchOffset: string;
          readonly maxBytes: number;
        }[];
      }[];
    }): Promise<{
      readonly responses: readonly { readonly topicName: string; readonly partitions: readonly FetchedPartition[] }[];
    }>;
    joinGroup(request: {
      readonly groupId: string;
      readonly memberId: string;
      readonly sessionTimeout: number;
      readonly rebalanceTimeout: number;
      readonly groupProtocols: readonly { readonly name: string; readonly metadata: Buffer }[];
    }): Promise<{
      readonly generationId: number;
      readonly leaderId: string;
      readonly memberId: string;
      readonly members: readonly JoinedMember[];
    }>;
    syncGroup(request: {
      readonly groupId: string;
      readonly memberId: string;
      readonly generationId: number;
      readonly groupAssignment: readonly { readonly memberId: string; readonly memberAssignment: Buffer }[];
    }): Promise<{ readonly memberAssignment: Buffer }>;
    heartbeat(member: GroupMember): Promise<unknown>;
    leaveGroup(member: { readonly groupId: string; readonly memberId: string }): Promise<unknown>;
  }

  export default class Cluster {
    constructor(
      options: Omit<KafkaConfig, 'logLevel' | 'logCreator' | 'brokers'> & {
        readonly brokers: readonly string[];
        readonly logger: Logger;
        readonly socketFactory: ISocketFactory;
        readonly retry: RetryOptions;
        readonly metadataMaxAge: number;
        readonly allowAutoTopicCreation: boolean;
      },
    );
    connect(): Promise<void>;
    disconnect(): Promise<void>;
    addMultipleTargetTopics(topics: readonly string[]): Promise<void>;
    refreshMetadata(): Promise<void>;
    refreshMetadataIfNecessary(): Promise<void>;
    findTopicPartitionMetadata(topic: string): readonly { readonly partitionId: number; readonly leader: number }[];
    findBroker(node: { readonly nodeId: string }): Promise<Broker>;
    findGroupCoordinator(group: { readonly groupId: string }): Promise<Broker>;
    fetchTopicsOffset(
      topics: readonly {
        readonly topic: string;
        readonly partitions: readonly { readonly partition: number }[];
        readonly fromBeginning: boolean;
      }[],
    ): Promise<readonly { readonly partitions: readonly { readonly offset: string }[] }[]>;
  }
}

declare module 'kafkajs/src/consumer/batch.js' {
  import type { KafkaMessage } from 'kafkajs';
  import type { FetchedPartition } from 'kafkajs/src/cluster/index.js';

  /** Leaves out what is no message: control records, transactions that came to nothing, what stood before the offset. */
  export default class Batch {
    constructor(topic: string, fetchedOffset: string, partition: FetchedPartition);
    readonly messages: readonly KafkaMessage[];
    /** With what is no message, and with what stood before the offset. */
    readonly rawMessages: readonly unknown[];
    /** Of what was answered; of nothing at all, the last one of the partition. */
    lastOffset(): string;
  }
}

declare module 'kafkajs/src/network/socketFactory.js' {
  import type { ISocketFactory } from 'kafkajs';

  export default function createSocketFactory(): ISocketFactory;
}
