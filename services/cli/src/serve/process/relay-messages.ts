/** What the thread of the relay is told when it is made. */
export interface RelayData {
  /** Of accrual's own role: the log, the locks and the checkpoints. */
  readonly databaseUrl: string;
  readonly brokers: readonly string[];
}

export type ToRelay = { readonly kind: 'committed'; readonly shards: readonly number[] } | { readonly kind: 'stop' };

/** Of a shard that the thread sends. */
export interface ShardBehind {
  readonly shard: number;
  readonly events: number;
  /** When the ledger came to know of the first event that was not sent yet. */
  readonly since: number | undefined;
}

export interface SendTaken {
  readonly topic: string;
  readonly messages: number;
  readonly seconds: number;
}

export type FromRelay =
  | { readonly kind: 'behind'; readonly shards: readonly ShardBehind[] }
  | ({ readonly kind: 'send' } & SendTaken)
  | { readonly kind: 'sent'; readonly shard: number; readonly events: number }
  | { readonly kind: 'failed'; readonly reason: string; readonly shard?: number };
