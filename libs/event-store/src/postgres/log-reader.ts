import { createPool, quoteIdentifier } from '@loyalty/postgres';
import type { EventStore } from '../event-store.js';
import { Reader, READER_SETTINGS } from './reader.js';

export interface LogReaderOptions {
  readonly url: string;
  readonly schema?: string;
  readonly connectionsMax?: number;
}

/** The log as one who never writes it sees it. */
export interface LogReader extends Pick<EventStore, 'shards' | 'readShard' | 'heads'> {
  close(): Promise<void>;
}

const CONNECTIONS_MAX = 4;

/** Reads a log that a store has made, from another thread or process than the one that writes. */
export async function openLogReader({ url, schema, connectionsMax }: LogReaderOptions): Promise<LogReader> {
  const pool = createPool(url, { max: connectionsMax ?? CONNECTIONS_MAX, options: READER_SETTINGS });
  const reader = new Reader({ pool, schema: quoteIdentifier(schema ?? 'ledger') });
  try {
    return {
      shards: (await reader.heads()).length,
      heads: () => reader.heads(),
      readShard: (shard, after, limit) => reader.readShard(shard, after, limit),
      close: () => pool.end(),
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
}
