/** What follows the ledger into the read model, wherever it runs. */
export interface Projection {
  start(): void;
  /** Somebody waits for what has been committed already. */
  hurry(): void;
  /** Another build may serve now. */
  lookAgain(): void;
  /** Finishes what is under way. */
  stop(): Promise<void>;
  /** Why it does not run at the moment; undefined while it does. */
  trouble(): string | undefined;
}

export interface ProjectionListener {
  /** These accounts may have moved on. */
  onWritten(accounts: readonly string[]): void;
  onError(error: unknown, shard?: number): void;
}
