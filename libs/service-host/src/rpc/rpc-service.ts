import {
  create,
  type DescMessage,
  fromBinary,
  type MessageInitShape,
  type MessageShape,
  toBinary,
} from '@bufbuild/protobuf';
import type { GenService, GenServiceMethods } from '@bufbuild/protobuf/codegenv2';
import type { MethodDefinition } from '@grpc/grpc-js';

/** A service as `protoc-gen-es` describes it. */
export type RpcService<Methods extends GenServiceMethods = GenServiceMethods> = GenService<Methods>;

/** One function a method: a message in, a message (or a stream of them) out. Streams are read as slowly as the caller reads. */
export type RpcHandlers<Service> =
  Service extends GenService<infer Methods> ? { readonly [Name in keyof Methods]: Handler<Methods[Name]> } : never;

/** The same functions, as whoever calls them sees them: what goes in may leave out what is unset. */
export type RpcClient<Service> =
  Service extends GenService<infer Methods> ? { readonly [Name in keyof Methods]: Call<Methods[Name]> } : never;

type Method = GenServiceMethods[string];

type Handler<Of extends Method> = Of['methodKind'] extends 'server_streaming'
  ? (
      request: MessageShape<Of['input']>,
      call: { readonly signal: AbortSignal },
    ) => AsyncIterable<MessageInitShape<Of['output']>>
  : (request: MessageShape<Of['input']>) => Promise<MessageInitShape<Of['output']>>;

type Call<Of extends Method> = Of['methodKind'] extends 'server_streaming'
  ? (
      request: MessageInitShape<Of['input']>,
      options?: { readonly signal?: AbortSignal },
    ) => AsyncIterable<MessageShape<Of['output']>>
  : (request: MessageInitShape<Of['input']>) => Promise<MessageShape<Of['output']>>;

/** Functions whose types are known only where they were given. */
export type AnyHandlers = Readonly<Record<string, (request: Wire, call?: { readonly signal: AbortSignal }) => unknown>>;

/** Any message; what it is, is known where the method is called. */
export type Wire = MessageShape<DescMessage>;

export interface NamedMethod {
  readonly localName: string;
  readonly isStream: boolean;
  readonly definition: MethodDefinition<Wire, Wire>;
}

/** The methods of a service as grpc-js wants them: a path and how messages become bytes. */
export function methodsOf(service: RpcService): readonly NamedMethod[] {
  return service.methods.map(({ localName, name, methodKind, input, output }) => {
    if (methodKind !== 'unary' && methodKind !== 'server_streaming') {
      throw new Error(`${service.typeName}/${name}: calls that stream from the caller are not served`);
    }
    const isStream = methodKind === 'server_streaming';
    return {
      localName,
      isStream,
      definition: {
        path: `/${service.typeName}/${name}`,
        requestStream: false,
        responseStream: isStream,
        requestSerialize: (message: Wire) => Buffer.from(toBinary(input, create(input, message))),
        requestDeserialize: (bytes: Buffer) => fromBinary(input, bytes),
        responseSerialize: (message: Wire) => Buffer.from(toBinary(output, create(output, message))),
        responseDeserialize: (bytes: Buffer) => fromBinary(output, bytes),
      },
    };
  });
}
