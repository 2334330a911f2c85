import type { WorkerOptions } from 'node:worker_threads';
import type { LogReaderOptions } from '@loyalty/event-store';
import type { RebuildOutcome, RebuildProgress } from '../application/rebuild.js';

/** Where the threads of balance find the ledger and the read model; given to them when they are made. */
export interface ThreadData {
  readonly databaseUrl: string;
  readonly ledger: LogReaderOptions;
}

export interface ThreadProgram {
  readonly file: URL;
  /** For Node, as on its command line. */
  readonly execArgv?: readonly string[];
}

export function workerOptions(name: string, { execArgv }: ThreadProgram, data: ThreadData): WorkerOptions {
  return { name, workerData: data, ...(execArgv && { execArgv: [...execArgv] }) };
}

export type ToProjection =
  | { readonly kind: 'committed'; readonly shards: readonly number[] }
  | { readonly kind: 'hurry' }
  | { readonly kind: 'look-again' }
  | { readonly kind: 'stop' };

export type FromProjection =
  | { readonly kind: 'running' }
  | { readonly kind: 'written'; readonly accounts: readonly string[] }
  | { readonly kind: 'failed'; readonly error: Error; readonly shard: number | undefined };

export type FromRebuild =
  | { readonly kind: 'progress'; readonly progress: RebuildProgress }
  | { readonly kind: 'ended'; readonly outcome: RebuildOutcome };

/** What an error says, without what cannot cross to another thread. */
export function portable(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const told = new Error(error.message);
  told.name = error.name;
  if (error.stack !== undefined) told.stack = error.stack;
  return told;
}
