import type { LogReaderOptions } from '@loyalty/event-store';

/** Where the threads of balance find the ledger and the read model; given to them when they are made. */
export interface ThreadData {
  readonly databaseUrl: string;
  readonly ledger: LogReaderOptions;
}

export type ToProjection =
  | { readonly kind: 'committed'; readonly shards: readonly number[] }
  | { readonly kind: 'hurry' }
  | { readonly kind: 'stop' };

export type FromProjection =
  | { readonly kind: 'running' }
  | { readonly kind: 'written'; readonly accounts: readonly string[] }
  | { readonly kind: 'failed'; readonly error: Error; readonly shard: number | undefined };

/** What an error says, without what cannot cross to another thread. */
export function portable(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const told = new Error(error.message);
  told.name = error.name;
  if (error.stack !== undefined) told.stack = error.stack;
  return told;
}
