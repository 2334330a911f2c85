export { BatchSpans, type BatchSpansOptions, linkBoth } from './batch-spans.js';
export { currentTrace, inScope, inTrace, traceOfLine, traceScope, type TraceScope } from './current-trace.js';
export { beginSpan, isTracing, type Span, spanning, type SpanOptions, traceWith } from './span.js';
export { startTracing, type Tracing, type TracingOptions } from './start-tracing.js';
export { isSampled, newTraceparent, readTraceparent, type Traceparent } from './traceparent.js';
