import { fileURLToPath } from 'node:url';
import { getHeapStatistics } from 'node:v8';
import { createPool, isMigrated, migrate, quoteIdentifier } from '@loyalty/postgres';
import type pg from 'pg';
import type { Clock } from '../clock.js';
import { StoreUnavailable } from '../errors.js';
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
import { Writer } from '../writer/writer.js';
import type { Landed, WriterCounts } from '../writer/writer-options.js';
import { PostgresLog } from './postgres-log.js';
import { Reader, READER_SETTINGS } from './reader.js';
import { prepareShards } from './shards.js';
import { Snapshots } from './snapshots.js';
import { verifyLog, type Verifiable } from './verify/verify-log.js';

export interface PostgresOptions {
  readonly clock: Clock;
  readonly url: string;
  /** For migrations and `verify`; without it the store makes its own and closes it with itself. */
  readonly pool?: pg.Pool;
  readonly schema?: string;
  /** False where another process keeps the schema: it must be there, and as new as this version wants it. */
  readonly migrates?: boolean;
  /** Of a new store; one that exists must have as many. */
  readonly shards?: number;
  /** Kinds of streams whose snapshots `verify` folds again. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly categories?: readonly Category<any, any>[];
  readonly cachedStreamsMax?: number;
  /** What the states of cached streams may weigh (`Category.weigh`); by default a good fifth of the process's heap. */
  readonly cachedBytesMax?: number;
  readonly queueMax?: number;
  readonly batchMax?: number;
  /** How long callers wait for a database that has gone away. */
  readonly patienceMs?: number;
  /** Told of each batch, after its commit. */
  readonly onLanded?: (landed: Landed) => void;
  /** Only for the bench that measures what the chain costs. */
  readonly chained?: boolean;
}

export interface PostgresStore extends EventStore {
  readonly counts: Readonly<WriterCounts>;
}

const MIGRATIONS = fileURLToPath(new URL('../../src/postgres/migrations', import.meta.url));
/** Twice as many may be in memory for a while. */
const CACHED_STREAMS_MAX = 131_072;
/** Twice as much may be in memory for a while, and as much again while it is written out. */
const CACHED_SHARE_OF_HEAP = 0.22;
const QUEUE_MAX = 20_000;
const BATCH_MAX = 500;
const PATIENCE_MS = 20_000;
const READERS_MAX = 6;
const READ_MAX = 1000;

/** @throws StoreUnavailable where the store is another's to make, and is not there or older than this version. */
export async function createPostgresStore(options: PostgresOptions): Promise<PostgresStore> {
  const pool = options.pool ?? createPool(options.url, { max: 4, name: 'log maintenance' });
  const name = options.schema ?? 'ledger';
  const migrations = { schema: name, directory: MIGRATIONS };
  if (options.migrates ?? true) await migrate(pool, migrations);
  else if (!(await isMigrated(pool, migrations))) {
    if (options.pool === undefined) await pool.end();
    throw new StoreUnavailable(`the schema ${name} is not there yet, or older than this version`);
  }
  const schema = quoteIdentifier(name);
  await prepareShards({ pool, schema }, options.shards);
  // Of its own: a command that is decided again under the lock must never wait for somebody else's connection.
  const readers = createPool(options.url, { max: READERS_MAX, options: READER_SETTINGS, name: 'log readers' });
  const patienceMs = options.patienceMs ?? PATIENCE_MS;
  const reading = { pool: readers, schema };
  const log = new PostgresLog({ ...reading, url: options.url, patienceMs });
  const { heads } = await log.resolve(undefined);

  const listeners = new Set<(shard: number) => void>();
  const snapshots = new Snapshots(reading);
  const cachedStreamsMax = options.cachedStreamsMax ?? CACHED_STREAMS_MAX;
  const writer = new Writer(log, {
    clock: options.clock,
    heads,
    limits: {
      streamsMax: cachedStreamsMax,
      streamBytesMax: options.cachedBytesMax ?? getHeapStatistics().heap_size_limit * CACHED_SHARE_OF_HEAP,
      claimsMax: cachedStreamsMax,
      tagsMax: cachedStreamsMax,
    },
    queueMax: options.queueMax ?? QUEUE_MAX,
    batchMax: options.batchMax ?? BATCH_MAX,
    patienceMs,
    chained: options.chained ?? true,
    onCommit: (shard) => listeners.forEach((listener) => listener(shard)),
    onGrown: (stream, state, entry) => snapshots.grown(stream, state, entry),
    onForgotten: (streams, isBack) => snapshots.forgotten(streams, isBack),
    onLanded: options.onLanded,
  });
  return new PostgresEventStore({
    reader: new Reader(reading),
    verifiable: { pool, schema, shards: heads.byShard.length, categories: options.categories ?? [] },
    writer,
    listeners,
    async close() {
      await writer.close();
      await snapshots.close();
      await log.close();
      await readers.end();
      if (options.pool === undefined) await pool.end();
    },
  });
}

interface Parts {
  readonly reader: Reader;
  readonly verifiable: Verifiable;
  readonly writer: Writer;
  readonly listeners: Set<(shard: number) => void>;
  readonly close: () => Promise<void>;
}

class PostgresEventStore implements PostgresStore {
  readonly capabilities = { appendsToSeveralStreams: true, claimsWithAppend: true, tags: true };
  readonly shards: number;
  readonly counts: Readonly<WriterCounts>;
  readonly #reader: Reader;
  #closing: Promise<void> | undefined;

  constructor(private readonly parts: Parts) {
    this.shards = parts.verifiable.shards;
    this.counts = parts.writer.counts;
    this.#reader = parts.reader;
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
    return verifyLog(this.parts.verifiable, options);
  }

  close(): Promise<void> {
    this.#closing ??= this.parts.close();
    return this.#closing;
  }
}
