import type { Effect } from '../domain/effect.js';

/** What one shard's next events do, and from where to where they take its checkpoint. */
export interface Batch {
  readonly shard: number;
  readonly after: number;
  readonly to: number;
  readonly effect: Effect;
}

/** The right of one process to write one version of the read model, for as long as it can prove that it is alive. */
export interface ProjectionSession {
  /** By shard. */
  positions(): Promise<ReadonlyMap<number, number>>;
  /** Effects and checkpoints at once. Answers the shards that were written; the others stand elsewhere by now. */
  write(batches: readonly Batch[]): Promise<ReadonlySet<number>>;
  /** Resolves when the right is lost, with why; never rejects. */
  readonly lost: Promise<unknown>;
  close(): Promise<void>;
}

/** Undefined while another process has the right. */
export type OpenSession = () => Promise<ProjectionSession | undefined>;
