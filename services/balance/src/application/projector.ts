import type { Projection, ProjectionListener } from './projection.js';
import type { RebuildOutcome, RebuildProgress } from './rebuild.js';

/** Where the read model is made: in threads of their own in the product. */
export interface Projector {
  /** Follows the ledger into what serves. */
  follow(listener: ProjectionListener): Projection;
  /** Reads the ledger anew beside what serves; given up without a trace when the signal comes. */
  rebuild(onProgress: (progress: RebuildProgress) => void, signal: AbortSignal): Promise<RebuildOutcome>;
}
