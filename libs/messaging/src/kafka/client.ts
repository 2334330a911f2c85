import kafkajs, { type Kafka, type KafkaConfig, type LogEntry } from 'kafkajs';
import Cluster from 'kafkajs/src/cluster/index.js';
import createSocketFactory from 'kafkajs/src/network/socketFactory.js';
import { Connection } from './connection.js';

export interface KafkaBusOptions {
  /** `host:port` of some brokers; the others are learnt from them. */
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly ssl?: Exclude<KafkaConfig['ssl'], undefined>;
  readonly sasl?: Exclude<KafkaConfig['sasl'], undefined>;
  /** Where the client's own words go; nowhere, unless it is given: whatever fails is thrown or told as well. */
  readonly log?: (
    level: 'error' | 'warn' | 'info',
    message: string,
    details: Readonly<Record<string, unknown>>,
  ) => void;
  /** Copies of each partition of topics that are made here; the cluster's default, unless it is given. */
  readonly copies?: number;
  /** How long a member of a group may be silent before its partitions go to others. */
  readonly sessionTimeoutMs?: number;
  /** How long anything is tried until it is given up. */
  readonly patienceMs?: number;
  /** How long a broker may take to answer until it is asked again. */
  readonly requestTimeoutMs?: number;
}

/** Everything that is made of the options: one way to be connected, whoever needs it. */
export interface KafkaClient {
  readonly kafka: Kafka;
  connection(): Connection;
}

const REQUEST_TIMEOUT_MS = 10_000;
/** New partitions and moved leaders are learnt from errors; this is for what causes none. */
const METADATA_AGE_MAX_MS = 300_000;
/** Short, since everyone here tries again by himself, with a new connection. */
const RETRY = { retries: 2, initialRetryTime: 100, maxRetryTime: 500 };

export function createKafkaClient(options: KafkaBusOptions): KafkaClient {
  const { brokers, clientId, ssl, sasl, log, requestTimeoutMs = REQUEST_TIMEOUT_MS } = options;
  const reached = {
    clientId,
    ...(ssl === undefined ? {} : { ssl }),
    ...(sasl === undefined ? {} : { sasl }),
    connectionTimeout: 3_000,
    requestTimeout: requestTimeoutMs,
    retry: RETRY,
  };
  const kafka = new kafkajs.Kafka({
    ...reached,
    brokers: [...brokers],
    logLevel: log ? kafkajs.logLevel.INFO : kafkajs.logLevel.NOTHING,
    logCreator: () => (entry) => log?.(nameOf(entry.level), entry.log.message, detailsOf(entry)),
  });
  return {
    kafka,
    connection: () =>
      new Connection(
        () =>
          new Cluster({
            ...reached,
            brokers,
            logger: kafka.logger(),
            socketFactory: createSocketFactory(),
            enforceRequestTimeout: true,
            metadataMaxAge: METADATA_AGE_MAX_MS,
            allowAutoTopicCreation: false,
          }),
      ),
  };
}

function nameOf(level: number): 'error' | 'warn' | 'info' {
  if (level <= kafkajs.logLevel.ERROR) return 'error';
  return level === kafkajs.logLevel.WARN ? 'warn' : 'info';
}

function detailsOf({
  namespace,
  log: { message: _, timestamp: __, logger: ___, ...details },
}: LogEntry): Record<string, unknown> {
  return { namespace, ...details };
}
