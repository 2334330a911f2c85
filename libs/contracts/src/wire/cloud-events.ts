import type { LoggedEvent } from './logged-event.js';
import { isTraceparent } from './trace-context.js';

/** What a message says about itself besides its content; CloudEvents 1.0 in binary mode, as Kafka carries it. */
export interface About {
  /** Unique within the source. */
  readonly id: string;
  /** A URI reference: who says it. */
  readonly source: string;
  /** The full name of what happened. */
  readonly type: string;
  readonly time: number;
  readonly subject?: string;
  readonly contentType: string;
  /** Extension attributes; names are lower-case letters and digits. */
  readonly extensions?: Readonly<Record<string, string>>;
  readonly trace?: TraceContext;
}

/** W3C Trace Context, as a request or a message brought it. */
export interface TraceContext {
  readonly traceparent: string;
  readonly tracestate?: string;
}

export const PROTOBUF = 'application/protobuf';

export function cloudEventHeaders({
  id,
  source,
  type,
  time,
  subject,
  contentType,
  extensions = {},
  trace,
}: About): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': contentType,
    ce_specversion: '1.0',
    ce_id: id,
    ce_source: source,
    ce_type: type,
    ce_time: new Date(time).toISOString(),
  };
  if (subject !== undefined) headers['ce_subject'] = subject;
  for (const [name, value] of Object.entries(extensions)) headers[`ce_${name}`] = value;
  return { ...headers, ...traceHeaders(trace) };
}

/**
 * Of a message of `loyalty.ledger.events.v1`. The id is the event's place in the ledger, so a message that comes twice
 * has the same one. `sequence` sorts as text like positions do; `shard` is the partition; `recordedtime` is when the
 * ledger came to know of it, `time` when it happened.
 */
export function ledgerEventHeaders(
  event: LoggedEvent,
  { source, trace }: { source: string; trace?: TraceContext },
): Record<string, string> {
  return cloudEventHeaders({
    id: `${event.shard}-${event.position}`,
    source,
    type: `loyalty.ledger.v1.${event.type.replace(/\.v\d+$/, '')}`,
    time: event.occurredAt,
    subject: `${event.category}/${event.stream}`,
    contentType: PROTOBUF,
    extensions: {
      shard: String(event.shard),
      sequence: sequenceOf(event.position),
      recordedtime: new Date(event.recordedAt).toISOString(),
    },
    ...(trace && { trace }),
  });
}

/** Of 2^53. */
const POSITION_DIGITS = 16;

/** A position as text that sorts as positions do. */
export function sequenceOf(position: number): string {
  return String(position).padStart(POSITION_DIGITS, '0');
}

/** A context that is none is left out: whoever reads it would have to start a new trace, and does so without. */
function traceHeaders(trace: TraceContext | undefined): Record<string, string> {
  if (!trace || !isTraceparent(trace.traceparent)) return {};
  const { traceparent, tracestate } = trace;
  return tracestate === undefined ? { traceparent } : { traceparent, tracestate };
}
