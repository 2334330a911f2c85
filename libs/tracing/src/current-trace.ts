import { AsyncLocalStorage } from 'node:async_hooks';
import { newTraceparent, spanIdOf, traceIdOf, type Traceparent } from './traceparent.js';

/** One request, call or message, and whatever is done for it. */
export interface TraceScope {
  /** Absent: nobody traces it. */
  readonly traceparent: Traceparent | undefined;
}

interface Scope extends TraceScope {
  /** Under which its lines in the log are found though nobody traces it; made when the first is written. */
  forLog?: Traceparent;
}

const scopes = new AsyncLocalStorage<Scope>();

export function traceScope(traceparent: Traceparent | undefined): TraceScope {
  return { traceparent };
}

/** All that is begun in `work` belongs to the scope, however long it takes. */
export function inScope<Result>(scope: TraceScope, work: () => Result): Result {
  return scopes.run(scope, work);
}

export function inTrace<Result>(traceparent: Traceparent | undefined, work: () => Result): Result {
  return scopes.run({ traceparent }, work);
}

/** The trace for which the code runs that asks; undefined where nobody traces it. */
export function currentTrace(): Traceparent | undefined {
  return scopes.getStore()?.traceparent;
}

const OUTSIDE: Readonly<Record<string, string>> = {};

/** For each line of a log; empty outside of requests, calls and messages. */
export function traceOfLine(): Readonly<Record<string, string>> {
  const scope = scopes.getStore();
  if (scope === undefined) return OUTSIDE;
  const traceparent = scope.traceparent ?? (scope.forLog ??= newTraceparent());
  return { trace_id: traceIdOf(traceparent), span_id: spanIdOf(traceparent) };
}
