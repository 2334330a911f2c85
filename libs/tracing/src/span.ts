import {
  type Attributes,
  ROOT_CONTEXT,
  type Span as OtelSpan,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import { isSampled, spanContextOf, type Traceparent, traceparentOf } from './traceparent.js';

export interface SpanOptions {
  /** Absent: a trace begins with it. */
  readonly parent?: Traceparent | undefined;
  readonly kind?: keyof typeof SpanKind;
  /** Of few values: no member, account, card, path or query; spans go to whoever runs the collector. */
  readonly attributes?: Attributes;
}

let tracer: Tracer | undefined;

/** From now on spans are made, or no longer; while they are not, nothing of this costs more than a look. */
export function traceWith(given: Tracer | undefined): void {
  tracer = given;
}

export function isTracing(): boolean {
  return tracer !== undefined;
}

/** Undefined while nobody records spans, so that `span?.end()` is all it takes where it is used. */
export function beginSpan(name: string, { parent, kind = 'INTERNAL', attributes }: SpanOptions = {}): Span | undefined {
  if (tracer === undefined) return undefined;
  const around = parent === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, spanContextOf(parent));
  return new Span(tracer.startSpan(name, { kind: SpanKind[kind], ...(attributes && { attributes }) }, around));
}

/** Something that takes time, as part of a trace. */
export class Span {
  readonly traceparent: Traceparent;

  constructor(private readonly span: OtelSpan) {
    this.traceparent = traceparentOf(span.spanContext());
  }

  get isSampled(): boolean {
    return isSampled(this.traceparent);
  }

  rename(name: string): void {
    this.span.updateName(name);
  }

  set(attributes: Attributes): void {
    this.span.setAttributes(attributes);
  }

  /** Another trace that has to do with it, without being above or below it. */
  link(traceparent: Traceparent): void {
    this.span.addLink({ context: spanContextOf(traceparent) });
  }

  /** Only of which kind: what an error says may quote what was sent. */
  fail(error: unknown): void {
    this.failAs(error instanceof Error ? error.name : typeof error);
  }

  failAs(kind: string): void {
    this.span.setAttributes({ 'error.type': kind });
    this.span.setStatus({ code: SpanStatusCode.ERROR });
  }

  end(): void {
    this.span.end();
  }
}

/** A span around something that is waited for. */
export async function spanning<Result>(
  name: string,
  options: SpanOptions,
  work: (span: Span | undefined) => Promise<Result>,
): Promise<Result> {
  const span = beginSpan(name, options);
  if (span === undefined) return work(undefined);
  try {
    return await work(span);
  } catch (error) {
    span.fail(error);
    throw error;
  } finally {
    span.end();
  }
}
