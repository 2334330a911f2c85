import { status } from '@grpc/grpc-js';
import { beginSpan, type Span, type Traceparent } from '@loyalty/tracing';
import { histogram } from '../metrics/metrics.js';

const LABELS = ['rpc_system_name', 'rpc_method', 'rpc_response_status_code'] as const;
const SYSTEM = 'grpc';

const served = histogram('rpc_server_call_duration_seconds', 'Duration of gRPC calls that were answered', LABELS);
const asked = histogram('rpc_client_call_duration_seconds', 'Duration of gRPC calls that were made', LABELS);

interface Side {
  readonly kind: 'SERVER' | 'CLIENT';
  readonly duration: typeof served;
}

export const SPAN_OF_SERVER: Side = { kind: 'SERVER', duration: served };
export const SPAN_OF_CLIENT: Side = { kind: 'CLIENT', duration: asked };

export interface ObservedCall {
  /** What goes on from here. */
  readonly traceparent: Traceparent | undefined;
  /** With gRPC's number of what became of it; anything else is unknown. */
  end(code: unknown): void;
}

/** A call between services, from one of its two sides: a span of the trace, and its part in the durations. */
export function observeCall({ kind, duration }: Side, path: string, parent: Traceparent | undefined): ObservedCall {
  const startedAt = performance.now();
  const method = path.slice(1);
  // What a timer asks for belongs to no trace, and is not to begin one every other second.
  const span: Span | undefined =
    parent === undefined
      ? undefined
      : beginSpan(method, { kind, parent, attributes: { 'rpc.system.name': SYSTEM, 'rpc.method': method } });
  return {
    traceparent: span?.traceparent ?? parent,
    end(code = status.OK) {
      const outcome = nameOf(code);
      const labels = { rpc_system_name: SYSTEM, rpc_method: method, rpc_response_status_code: outcome };
      duration.observe(labels, (performance.now() - startedAt) / 1000);
      if (outcome !== 'OK') span?.failAs(outcome);
      span?.set({ 'rpc.response.status_code': outcome });
      span?.end();
    },
  };
}

/** Of what grpc-js throws. */
export function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : status.UNKNOWN;
}

function nameOf(code: unknown): string {
  return (typeof code === 'number' && status[code]) || 'UNKNOWN';
}
