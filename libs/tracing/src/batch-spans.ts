import { beginSpan, isTracing, type Span, type SpanOptions } from './span.js';
import { isSampled, type Traceparent } from './traceparent.js';

export interface BatchSpansOptions {
  /** Of the batch itself: a trace of its own. */
  readonly batch: { readonly name: string } & SpanOptions;
  /** Of what it carries, in the traces that those belong to. */
  readonly each: { readonly name: string } & Omit<SpanOptions, 'parent'>;
}

/** Something that may belong to a trace. */
export interface Carried {
  readonly trace?: Traceparent | undefined;
}

/**
 * Things of many traces that are done at once, as a commit or a send does them: the batch is a trace of its own, each
 * trace that it carries has a span of the same time, and links lead from each to the other. Events of one command bear
 * the same traceparent, and are one span.
 */
export class BatchSpans {
  private constructor(
    private readonly batch: Span,
    private readonly spans: ReadonlyMap<Traceparent, Span>,
  ) {}

  /** Undefined when nobody records spans, or none of these traces is recorded. */
  static begin(
    carried: Iterable<Carried>,
    { batch: { name, ...options }, each }: BatchSpansOptions,
  ): BatchSpans | undefined {
    if (!isTracing()) return undefined;
    const traces = new Set<Traceparent>();
    for (const { trace } of carried) if (trace !== undefined && isSampled(trace)) traces.add(trace);
    if (traces.size === 0) return undefined;
    const batch = beginSpan(name, options);
    if (batch === undefined) return undefined;
    const spans = new Map<Traceparent, Span>();
    for (const parent of traces) {
      const span = beginSpan(each.name, { ...each, parent });
      if (span === undefined) continue;
      linkBoth(batch, span);
      spans.set(parent, span);
    }
    return new BatchSpans(batch, spans);
  }

  /** What goes on from here for something that belongs to this trace. */
  traceFor(traceparent: Traceparent | undefined): Traceparent | undefined {
    return traceparent === undefined ? undefined : (this.spans.get(traceparent)?.traceparent ?? traceparent);
  }

  end(error?: unknown): void {
    for (const span of [...this.spans.values(), this.batch]) {
      if (error !== undefined) span.fail(error);
      span.end();
    }
  }
}

export function linkBoth(one: Span, other: Span): void {
  one.link(other.traceparent);
  other.link(one.traceparent);
}
