import type { Clock } from '../clock.js';
import type { StreamState } from '../plan.js';
import type { Heads } from './log.js';
import type { MemoryLimits, StreamEntry } from './memory.js';

export interface WriterOptions {
  readonly clock: Clock;
  readonly heads: Heads;
  readonly limits: MemoryLimits;
  /** Commands that may wait or be under way at once. */
  readonly queueMax: number;
  readonly batchMax: number;
  readonly chained: boolean;
  /** How long callers wait for a database that has gone away. */
  readonly patienceMs: number;
  readonly onCommit: (shard: number) => void;
  /** Told of each stream that grew, after the commit. */
  readonly onGrown: (stream: string, state: StreamState, entry: StreamEntry) => void;
  /** Told of streams that are forgotten, all as committed; those that `isBack` were used again, or are here once more. */
  readonly onForgotten: (streams: Map<string, StreamEntry>, isBack: (stream: string) => boolean) => void;
  readonly onLanded?: ((landed: Landed) => void) | undefined;
}

/** A batch that is in the log, or that was found to have nothing to write. */
export interface Landed {
  readonly commands: number;
  readonly events: number;
  /** From its takeoff. */
  readonly seconds: number;
}

/** How often each way was taken; for metrics and benches. */
export interface WriterCounts {
  batches: number;
  commands: number;
  events: number;
  fencedOff: number;
  locked: number;
  decidedAgain: number;
  loads: number;
  /** Commands that wait or are under way now. */
  outstanding: number;
}

export function noCounts(): WriterCounts {
  return { batches: 0, commands: 0, events: 0, fencedOff: 0, locked: 0, decidedAgain: 0, loads: 0, outstanding: 0 };
}
