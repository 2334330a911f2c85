import type { Instant } from './values.js';

/** A version of a Programme's document. Versions count from 1 and are the stream's own. */
export interface ProgrammeApplied {
  readonly type: 'ProgrammeApplied';
  readonly programme: string;
  readonly version: number;
  /** Byte for byte as it was sent. */
  readonly document: string;
  readonly appliedAt: Instant;
  readonly actor: string;
}

/** Written once per Programme into the one stream that lists them all. */
export interface ProgrammeRegistered {
  readonly type: 'ProgrammeRegistered';
  readonly programme: string;
  readonly occurredAt: Instant;
}
