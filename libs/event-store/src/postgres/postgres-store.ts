import { fileURLToPath } from 'node:url';
import { createPool, migrate, quoteIdentifier } from '@loyalty/postgres';
import type pg from 'pg';
import type { Clock } from '../clock.js';
import type {
  Category,
  Claimed,
  ClaimKey,
  Command,
  Committed,
  EventStore,
  RecordedEvent,
  StreamId,
  Verification,
  VerifyOptions,
  Versioned,
} from '../event-store.js';
import { Writer, type WriterCounts } from '../writer/writer.js';
import { PostgresLog } from './postgres-log.js';
import { Reader } from './reader.js';
import { prepareShards } from './shards.js';
import { Snapshots } from './snapshots.js';
import { verifyLog } from './verify/verify-log.js';

export interface PostgresOptions {
  readonly clock: Clock;
  readonly url: string;
  /** For reads; without it the store makes its own and closes it with itself. */
  readonly pool?: pg.Pool;
  readonly schema?: string;
  /** Of a new store; one that exists must have as many. */
  readonly shards?: number;
  /** Kinds of streams whose snapshots `verify` folds again. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly categories?: readonly Category<any, any>[];
  readonly cachedStreamsMax?: number;
  readonly queueMax?: number;
  readonly batchMax?: number;
  /** How long callers wait for a database that has gone away. */
  readonly patienceMs?: number;
  /** Only for the bench that measures what the chain costs. */
  readonly chained?: boolean;
}

export interface PostgresStore extends EventStore {
  readonly counts: Readonly<WriterCounts>;
}

const MIGRATIONS = fileURLToPath(new URL('../../src/postgres/migrations', import.meta.url));
const CACHED_STREAMS_MAX = 131_072;
const QUEUE_MAX = 20_000;
const BATCH_MAX = 500;
const PATIENCE_MS = 20_000;
const READERS_MAX = 4;
const READ_MAX = 1000;

export async function createPostgresStore(options: PostgresOptions): Promise<PostgresStore> {
  const pool = options.pool ?? createPool(options.url, { max: READERS_MAX });
  const name = options.schema ?? 'ledger';
  await migrate(pool, { schema: name, directory: MIGRATIONS });
  const schema = quoteIdentifier(name);
  await prepareShards({ pool, schema }, options.shards);
  const log = new PostgresLog({ url: options.url, pool, schema });
  const { heads } = await log.resolve(undefined);

  const listeners = new Set<(shard: number) => void>();
  const snapshots = new Snapshots({ pool, schema });
  const cachedStreamsMax = options.cachedStreamsMax ?? CACHED_STREAMS_MAX;
  const writer = new Writer(log, {
    clock: options.clock,
    heads,
    limits: { streamsMax: cachedStreamsMax, claimsMax: cachedStreamsMax * 2, tagsMax: cachedStreamsMax },
    queueMax: options.queueMax ?? QUEUE_MAX,
    batchMax: options.batchMax ?? BATCH_MAX,
    patienceMs: options.patienceMs ?? PATIENCE_MS,
    chained: options.chained ?? true,
    onCommit: (shard) => listeners.forEach((listener) => listener(shard)),
    onGrown: (stream, state, entry) => snapshots.grown(stream, state, entry),
  });
  const parts = { pool, schema, log, writer, snapshots, listeners, shards: heads.byShard.length };
  return new PostgresEventStore({ ...parts, categories: options.categories ?? [], ownsPool: options.pool === undefined });
}

interface Parts {
  readonly pool: pg.Pool;
  readonly ownsPool: boolean;
  readonly schema: string;
  readonly shards: number;
  readonly log: PostgresLog;
  readonly writer: Writer;
  readonly snapshots: Snapshots;
  readonly listeners: Set<(shard: number) => void>;
  readonly categories: NonNullable<PostgresOptions['categories']>;
}

class PostgresEventStore implements PostgresStore {
  readonly capabilities = { appendsToSeveralStreams: true, claimsWithAppend: true, tags: true };
  readonly shards: number;
  readonly counts: Readonly<WriterCounts>;
  readonly #reader: Reader;

  constructor(private readonly parts: Parts) {
    this.shards = parts.shards;
    this.counts = parts.writer.counts;
    this.#reader = new Reader(parts);
  }

  execute<Answer>(command: Command<Answer>): Promise<Committed<Answer>> {
    return this.parts.writer.execute(command);
  }

  async preview<Answer>(command: Command<Answer>): Promise<Answer> {
    return (await this.parts.writer.execute(command, true)).answer;
  }

  readShard(shard: number, after: number, limit: number): Promise<readonly RecordedEvent[]> {
    return this.#reader.readShard(shard, after, limit);
  }

  readStream(stream: StreamId, afterVersion = 0, limit = READ_MAX): Promise<readonly RecordedEvent[]> {
    return this.#reader.readStream(stream, afterVersion, limit);
  }

  load<State, Event>(category: Category<State, Event>, stream: StreamId): Promise<Versioned<State>> {
    return this.#reader.load(category, stream);
  }

  find(key: ClaimKey): Promise<Claimed | undefined> {
    return this.#reader.find(key);
  }

  heads(): Promise<readonly number[]> {
    return this.#reader.heads();
  }

  onCommit(listener: (shard: number) => void): () => void {
    this.parts.listeners.add(listener);
    return () => this.parts.listeners.delete(listener);
  }

  verify(options: VerifyOptions = {}): Promise<Verification> {
    return verifyLog(this.parts, options);
  }

  async close(): Promise<void> {
    await this.parts.writer.close();
    await this.parts.snapshots.close();
    await this.parts.log.close();
    if (this.parts.ownsPool) await this.parts.pool.end();
  }
}
