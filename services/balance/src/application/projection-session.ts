import type { Effect } from '../domain/effect.js';

/** What one shard's next events do, and from where to where they take its checkpoint. */
export interface Batch {
  readonly shard: number;
  readonly after: number;
  readonly to: number;
  readonly effect: Effect;
}

/** The right of one process to write one build of the read model, for as long as it can prove that it is alive. */
export interface ProjectionSession {
  /** By shard. */
  positions(): Promise<ReadonlyMap<number, number>>;
  /** Effects and checkpoints at once. Answers the shards that were written; the others stand elsewhere by now. */
  write(batches: readonly Batch[]): Promise<ReadonlySet<number>>;
  /** Asks whether the build is still to be written; it may have been replaced. */
  confirm(): Promise<void>;
  /** Resolves when the right is lost, with why; never rejects. */
  readonly lost: Promise<unknown>;
  close(): Promise<void>;
}

/** Undefined while another process has the right, or what serves is of another version. */
export type OpenSession = () => Promise<ProjectionSession | undefined>;

/** No fault: another build serves now, and whoever wrote this one goes on there. */
export class BuildReplaced extends Error {
  constructor() {
    super('the build has been replaced by another one');
    this.name = 'BuildReplaced';
  }
}
