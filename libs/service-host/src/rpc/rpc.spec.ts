import { createFileRegistry, fromJson } from '@bufbuild/protobuf';
import {
  FileDescriptorSetSchema,
  Int32ValueSchema,
  StringValueSchema,
  file_google_protobuf_wrappers,
} from '@bufbuild/protobuf/wkt';
import type { GenService } from '@bufbuild/protobuf/codegenv2';
import { currentTrace, inTrace } from '@loyalty/tracing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { connectRpc, type RpcConnection } from './rpc-client.js';
import { ServiceUnavailable } from './service-unavailable.js';
import { type RpcServer, serveRpc, served } from './rpc-server.js';

type Teapot = GenService<{
  brew: { methodKind: 'unary'; input: typeof StringValueSchema; output: typeof StringValueSchema };
  pour: { methodKind: 'server_streaming'; input: typeof Int32ValueSchema; output: typeof Int32ValueSchema };
}>;

const STRING = '.google.protobuf.StringValue';
const NUMBER = '.google.protobuf.Int32Value';

/** As `protoc-gen-es` would describe it. */
function teapot(): Teapot {
  const { proto } = file_google_protobuf_wrappers;
  const own = {
    name: 'teapot.proto',
    package: 'tea.v1',
    syntax: 'proto3',
    dependency: [proto.name],
    service: [
      {
        name: 'Teapot',
        method: [
          { name: 'Brew', inputType: STRING, outputType: STRING },
          { name: 'Pour', inputType: NUMBER, outputType: NUMBER, serverStreaming: true },
        ],
      },
    ],
  };
  const set = fromJson(FileDescriptorSetSchema, { file: [own] });
  const registry = createFileRegistry({ ...set, file: [proto, ...set.file] });
  const service = registry.getService('tea.v1.Teapot');
  if (!service) throw new Error('the service is not described');
  return service as unknown as Teapot;
}

describe('Calls between services', () => {
  const service = teapot();
  const open: { close(): unknown }[] = [];
  const failures: unknown[] = [];
  afterEach(async () => {
    for (const each of open.splice(0).reverse()) await each.close();
    failures.length = 0;
  });

  async function serve({ port = 0, poured = [] as number[] } = {}): Promise<RpcServer> {
    const server = await serveRpc(
      [
        served(service, {
          async brew({ value }) {
            if (value === 'which trace') return { value: currentTrace() ?? 'none' };
            if (value === 'cocoa') throw new Error('the pot with the secret recipe broke');
            if (value === 'away') throw Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
            return { value: `a pot of ${value}` };
          },
          async *pour({ value }, { signal }) {
            if (value < 0) yield { value: Number.parseInt(currentTrace()?.slice(36, 42) ?? '0', 16) };
            for (let cup = 1; cup <= value && !signal.aborted; cup += 1) {
              poured.push(cup);
              yield { value: cup };
            }
          },
        }),
      ],
      { host: '127.0.0.1', port, token: 'of this house', drainMs: 100, onError: (error) => failures.push(error) },
    );
    open.push(server);
    return server;
  }

  function connect(address: string, options: { token?: string; deadlineMs?: number } = {}): RpcConnection {
    const connection = connectRpc({ name: 'teapot', address, token: 'of this house', ...options });
    open.push(connection);
    return connection;
  }

  it('carry the trace of whoever calls, and none where there is none', async () => {
    const { address } = await serve();
    const { brew, pour } = connect(address).client(service);
    const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00';
    expect(await inTrace(trace, () => brew({ value: 'which trace' }))).toMatchObject({ value: trace });
    expect(await brew({ value: 'which trace' })).toMatchObject({ value: 'none' });
    await inTrace(trace, async () => {
      for await (const { value } of pour({ value: -1 })) expect(value).toBe(0xb7ad6b);
    });
  });

  it('answer a message with a message', async () => {
    const { address } = await serve();
    expect((await connect(address).client(service).brew({ value: 'Assam' })).value).toBe('a pot of Assam');
    expect(await connect(address).check()).toBeUndefined();
  });

  it('are refused without the token of the installation', async () => {
    const { address } = await serve();
    const stranger = connect(address, { token: 'of another house' }).client(service);
    await expect(stranger.brew({ value: 'Assam' })).rejects.toThrow('token of the installation');
    await expect(async () => {
      for await (const cup of stranger.pour({ value: 3 })) expect(cup).toBeUndefined();
    }).rejects.toThrow('token of the installation');
  });

  it('stream in order, and stop when nobody listens any more', async () => {
    const poured: number[] = [];
    const { address } = await serve({ poured });
    const cups: number[] = [];
    for await (const { value } of connect(address).client(service).pour({ value: 1_000_000 })) {
      cups.push(value);
      if (cups.length === 5_000) break;
    }
    expect(cups).toEqual(Array.from({ length: 5_000 }, (_, index) => index + 1));
    expect(poured.length).toBeLessThan(1_000_000);
  });

  it('say nothing of a bug on the other side, which is told there', async () => {
    const { address } = await serve();
    const failed = await connect(address)
      .client(service)
      .brew({ value: 'cocoa' })
      .catch((error: unknown) => error);
    expect(String(failed)).not.toContain('recipe');
    expect(failed).not.toBeInstanceOf(ServiceUnavailable);
    expect(failures).toEqual([expect.objectContaining({ message: 'the pot with the secret recipe broke' })]);
  });

  it('pass an outage behind the service on as one', async () => {
    const { address } = await serve();
    const away = connect(address).client(service).brew({ value: 'away' });
    await expect(away).rejects.toBeInstanceOf(ServiceUnavailable);
    expect(failures).toEqual([]);
  });

  it('wait for a service that is not there yet, so long at most', async () => {
    const first = await serve();
    const port = Number(first.address.split(':')[1]);
    await first.close();
    const early = connect(first.address, { deadlineMs: 200 });
    await expect(early.client(service).brew({ value: 'Assam' })).rejects.toThrow('teapot cannot be asked');
    expect(await early.check()).toBe('cannot be reached');

    const patient = connect(first.address, { deadlineMs: 20_000 }).client(service).brew({ value: 'Assam' });
    await serve({ port });
    expect((await patient).value).toBe('a pot of Assam');
  });
});
