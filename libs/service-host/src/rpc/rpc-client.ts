import { Client, credentials, type Metadata, status } from '@grpc/grpc-js';
import { currentTrace } from '@loyalty/tracing';
import { codeOf, observeCall, SPAN_OF_CLIENT } from './rpc-calls.js';
import { fromStatus } from './rpc-failure.js';
import { MESSAGE_BYTES_MAX } from './rpc-server.js';
import { methodsOf, type NamedMethod, type RpcClient, type RpcService, type Wire } from './rpc-service.js';
import { withToken } from './rpc-token.js';

export interface RpcClientOptions {
  /** What the other side is called in errors and in readiness. */
  readonly name: string;
  /** `host:port`. */
  readonly address: string;
  readonly token: string;
  /** How long a call may take, a connection that has to be made first included. */
  readonly deadlineMs?: number;
}

export interface RpcConnection {
  /** @throws ServiceUnavailable when the other side is away or too slow. */
  client<Service extends RpcService>(service: Service): RpcClient<Service>;
  /** Undefined when the other side can be reached; for readiness. */
  check(): Promise<string | undefined>;
  close(): void;
}

const DEADLINE_MS = 2_000;
/** Readiness itself waits two seconds for an answer. */
const CHECK_MS = 1_000;
const RECONNECT_MS_MAX = 1_000;

/** A connection that is made when it is needed and made anew when it breaks; start order does not matter. */
export function connectRpc(options: RpcClientOptions): RpcConnection {
  const client = new Client(options.address, credentials.createInsecure(), {
    'grpc.max_receive_message_length': MESSAGE_BYTES_MAX,
    'grpc.max_send_message_length': MESSAGE_BYTES_MAX,
    'grpc.initial_reconnect_backoff_ms': 100,
    'grpc.max_reconnect_backoff_ms': RECONNECT_MS_MAX,
  });
  const metadata = withToken(options.token);
  metadata.setOptions({ waitForReady: true });
  // A stream may take long, so it has no deadline; it must not wait for ever for one who is away.
  const atOnce = withToken(options.token);
  const deadline = () => Date.now() + (options.deadlineMs ?? DEADLINE_MS);

  const unary =
    ({ definition }: NamedMethod) =>
    (request: Wire) => {
      const call = observeCall(SPAN_OF_CLIENT, definition.path, currentTrace());
      return new Promise((resolve, reject) => {
        const { path, requestSerialize, responseDeserialize } = definition;
        client.makeUnaryRequest(
          path,
          requestSerialize,
          responseDeserialize,
          request,
          bearing(metadata, call.traceparent),
          { deadline: deadline() },
          (error, message) => {
            call.end(error?.code);
            if (error) reject(fromStatus(error, options.name));
            else resolve(message);
          },
        );
      });
    };

  const stream = ({ definition }: NamedMethod) =>
    async function* (request: Wire, { signal }: { signal?: AbortSignal } = {}) {
      const { path, requestSerialize, responseDeserialize } = definition;
      const observed = observeCall(SPAN_OF_CLIENT, path, currentTrace());
      const metadata = bearing(atOnce, observed.traceparent);
      const call = client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, request, metadata);
      let outcome: unknown = status.OK;
      const cancel = () => call.cancel();
      signal?.addEventListener('abort', cancel, { once: true });
      try {
        yield* call;
      } catch (error) {
        outcome = codeOf(error);
        if (!signal?.aborted) throw fromStatus(error, options.name);
      } finally {
        observed.end(outcome);
        signal?.removeEventListener('abort', cancel);
        cancel();
      }
    };

  return {
    client<Service extends RpcService>(service: Service) {
      const functions = methodsOf(service).map((method) => [
        method.localName,
        method.isStream ? stream(method) : unary(method),
      ]);
      return Object.fromEntries(functions) as RpcClient<Service>;
    },
    check: () =>
      new Promise((resolve) => {
        client.waitForReady(Date.now() + CHECK_MS, (error) => resolve(error ? 'cannot be reached' : undefined));
      }),
    close: () => client.close(),
  };
}

/** What is the same for every call is made once; a trace is of one call. */
function bearing(metadata: Metadata, traceparent: string | undefined): Metadata {
  if (traceparent === undefined) return metadata;
  const own = metadata.clone();
  own.set('traceparent', traceparent);
  return own;
}
