import type { StoredEvent } from '../event-codec.js';

/** An event as it stands in the log. Structurally the event store's. */
export interface LoggedEvent extends StoredEvent {
  readonly shard: number;
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly category: string;
  readonly occurredAt: number;
  readonly recordedAt: number;
  readonly tags: readonly string[];
  /** The trace in which it was appended, as a W3C traceparent, where it was traced. */
  readonly trace?: string | undefined;
}
