/** What the thread of the relay is told when it is made. */
export interface RelayData {
  /** Of accrual's own role: the log, the locks and the checkpoints. */
  readonly databaseUrl: string;
  readonly brokers: readonly string[];
}

export type ToRelay = { readonly kind: 'committed'; readonly shards: readonly number[] } | { readonly kind: 'stop' };

export type FromRelay =
  | { readonly kind: 'sent'; readonly shard: number; readonly events: number }
  | { readonly kind: 'failed'; readonly reason: string; readonly shard: number };
