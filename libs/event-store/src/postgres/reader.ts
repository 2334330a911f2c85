import { readTags } from '../columns.js';
import { claimWords } from '../claim-words.js';
import type { Category, Claimed, ClaimKey, RecordedEvent, StreamId, Versioned } from '../event-store.js';
import { Misses } from '../writer/misses.js';
import { loadMisses, type Source } from './load.js';

interface EventRow {
  readonly shard: number;
  readonly position: string;
  readonly stream: string;
  readonly version: number;
  readonly category: string;
  readonly type: string;
  readonly occurred_at: string;
  readonly recorded_at: string;
  readonly tags: string | null;
  readonly payload: string;
  readonly trace: string | null;
}

const COLUMNS = 'shard, position, stream, version, category, type, occurred_at, recorded_at, tags, payload, trace';

/** Plans are made once, perhaps when the log was empty, and everything that is read has an index. */
export const READER_SETTINGS = '-c enable_seqscan=off -c jit=off';

/** Reads of what is committed, whoever wrote it; nothing comes from the writer's memory. */
export class Reader {
  constructor(private readonly source: Source) {}

  async readShard(shard: number, after: number, limit: number): Promise<readonly RecordedEvent[]> {
    const { rows } = await this.source.pool.query<EventRow>({
      name: 'read-shard',
      text: `select ${COLUMNS} from ${this.source.schema}.events where shard = $1 and position > $2 order by position limit $3`,
      values: [shard, after, limit],
    });
    return rows.map(readEvent);
  }

  async readStream(stream: StreamId, afterVersion: number, limit: number): Promise<readonly RecordedEvent[]> {
    const { rows } = await this.source.pool.query<EventRow>({
      name: 'read-stream',
      text: `select ${COLUMNS} from ${this.source.schema}.events where stream = $1 and version > $2 order by version limit $3`,
      values: [stream, afterVersion, limit],
    });
    return rows.map(readEvent);
  }

  async load<State, Event>(category: Category<State, Event>, stream: StreamId): Promise<Versioned<State>> {
    const misses = new Misses();
    misses.stream(stream, category);
    const found = (await loadMisses(this.source, misses)).streams.get(stream);
    if (found === undefined) return { version: 0, state: category.initial(stream) };
    return { version: found.version, state: found.state as State };
  }

  async find(key: ClaimKey): Promise<Claimed | undefined> {
    const misses = new Misses();
    misses.claim(claimWords(key), key);
    return (await loadMisses(this.source, misses)).claims.get(claimWords(key));
  }

  async heads(): Promise<readonly number[]> {
    const { rows } = await this.source.pool.query<{ position: string }>(
      `select position from ${this.source.schema}.heads order by shard`,
    );
    return rows.map(({ position }) => Number(position));
  }
}

function readEvent(row: EventRow): RecordedEvent {
  return {
    shard: row.shard,
    position: Number(row.position),
    stream: row.stream,
    version: row.version,
    category: row.category,
    type: row.type,
    payload: row.payload,
    occurredAt: Number(row.occurred_at),
    recordedAt: Number(row.recorded_at),
    tags: readTags(row.tags),
    trace: row.trace ?? undefined,
  };
}
