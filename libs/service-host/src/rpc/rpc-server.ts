import { once } from 'node:events';
import {
  type handleServerStreamingCall,
  type handleUnaryCall,
  type Metadata,
  Server,
  ServerCredentials,
  type ServerWritableStream,
  status,
} from '@grpc/grpc-js';
import { inTrace, readTraceparent } from '@loyalty/tracing';
import { outageProblem } from '../errors/outage.js';
import { codeOf, observeCall, SPAN_OF_SERVER } from './rpc-calls.js';
import { toStatus } from './rpc-failure.js';
import { type AnyHandlers, methodsOf, type RpcHandlers, type RpcService, type Wire } from './rpc-service.js';
import { tokenCheck } from './rpc-token.js';

export interface RpcServerOptions {
  readonly host: string;
  /** 0 is any free port. */
  readonly port: number;
  /** Shared by the services of one installation; calls without it are refused. */
  readonly token: string;
  /** Told of what a handler threw that was no outage. */
  readonly onError: (error: unknown, method: string) => void;
  /** How long calls under way may take to end when the server is closed. */
  readonly drainMs?: number;
}

export interface RpcServer {
  /** `host:port`. */
  readonly address: string;
  /** Answers what is under way, then closes. */
  close(): Promise<void>;
}

const DRAIN_MS = 10_000;
/** A page of the log may be larger than the 4 MiB that gRPC allows of itself. */
export const MESSAGE_BYTES_MAX = 64 * 1024 * 1024;

export interface Served {
  readonly service: RpcService;
  readonly handlers: AnyHandlers;
}

/** A service and its functions, which are of its type. */
export function served<Service extends RpcService>(service: Service, handlers: RpcHandlers<Service>): Served {
  return { service, handlers: handlers };
}

/** gRPC between the services of one installation: no door for anybody else. */
export async function serveRpc(services: readonly Served[], options: RpcServerOptions): Promise<RpcServer> {
  const server = new Server({
    'grpc.max_receive_message_length': MESSAGE_BYTES_MAX,
    'grpc.max_send_message_length': MESSAGE_BYTES_MAX,
  });
  for (const { service, handlers } of services) addService(server, { service, handlers }, options);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`${options.host}:${options.port}`, ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    address: `${options.host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        const deadline = setTimeout(() => server.forceShutdown(), options.drainMs ?? DRAIN_MS);
        server.tryShutdown(() => {
          clearTimeout(deadline);
          resolve();
        });
      }),
  };
}

const REFUSED = { code: status.UNAUTHENTICATED, details: 'the token of the installation is missing or another' };

function addService(server: Server, { service, handlers }: Served, { token, onError }: RpcServerOptions): void {
  const isAllowed = tokenCheck(token);
  for (const { localName, isStream, definition } of methodsOf(service)) {
    const handler = handlers[localName];
    if (!handler) throw new Error(`${definition.path} has no handler`);
    const failure = (error: unknown) => {
      if (!outageProblem(error)) onError(error, definition.path);
      return toStatus(error);
    };
    const unary: handleUnaryCall<Wire, Wire> = (call, answer) => {
      if (!isAllowed(call.metadata)) return answer(REFUSED);
      const observed = observeCall(SPAN_OF_SERVER, definition.path, callersTrace(call.metadata));
      inTrace(observed.traceparent, async () => handler(call.request) as Promise<Wire>).then(
        (message) => {
          observed.end(status.OK);
          answer(null, message);
        },
        (error: unknown) => {
          const failed = inTrace(observed.traceparent, () => failure(error));
          observed.end(failed.code);
          answer(failed);
        },
      );
    };
    const stream: handleServerStreamingCall<Wire, Wire> = (call) => {
      if (!isAllowed(call.metadata)) return void call.emit('error', REFUSED);
      const observed = observeCall(SPAN_OF_SERVER, definition.path, callersTrace(call.metadata));
      inTrace(observed.traceparent, () => pour(handler, call)).then(
        () => observed.end(status.OK),
        (error: unknown) => {
          const failed = inTrace(observed.traceparent, () => failure(error));
          observed.end(codeOf(failed));
          call.emit('error', failed);
        },
      );
    };
    server.register(
      definition.path,
      isStream ? stream : unary,
      definition.responseSerialize,
      definition.requestDeserialize,
      isStream ? 'serverStream' : 'unary',
    );
  }
}

function callersTrace(metadata: Metadata): string | undefined {
  return readTraceparent(metadata.get('traceparent')[0]);
}

/** As fast as the caller reads, and no longer than it listens. */
async function pour(handler: AnyHandlers[string], call: ServerWritableStream<Wire, Wire>): Promise<void> {
  const gone = new AbortController();
  call.on('cancelled', () => gone.abort());
  for await (const message of handler(call.request, { signal: gone.signal }) as AsyncIterable<Wire>) {
    if (call.cancelled) return;
    if (!call.write(message)) await Promise.race([once(call, 'drain'), aborted(gone.signal)]);
  }
  call.end();
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
