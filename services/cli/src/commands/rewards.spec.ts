import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Api } from '../client/api.js';
import { createOutput } from '../output.js';
import { importVouchers, putReward } from './rewards.js';

describe('Files for the catalogue', () => {
  let folder: string;
  let server: Server;
  let api: Api;
  let asked: string[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rewards-'));
    asked = [];
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.writeHead(409, { 'content-type': 'application/problem+json' });
      response.end(JSON.stringify({ status: 409, code: 'heard', title: 'It was heard' }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    api = new Api(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'key');
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });

  const file = async (name: string, content: string) => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };
  const put = async (path: string) => putReward(api, createOutput(true), { file: path, reason: 'agreed' });

  it('are told to be no JSON in a line, before anything is sent', async () => {
    for (const [name, content] of Object.entries({ broken: '{nearly', empty: '' })) {
      const path = await file(`${name}.json`, content);
      await expect(put(path)).rejects.toMatchObject({ name: 'CommandFailed', message: /\.json is not JSON: / });
    }
    expect(asked).toEqual([]);
  });

  it('may begin with a byte order mark, and be named as files are', async () => {
    await expect(put(await file('tea? 100%.json', '\uFEFF{}'))).rejects.toThrow('heard: It was heard');
    expect(asked).toEqual(['PUT /v1/rewards/tea%3F%20100%25?reason=agreed']);
  });

  it('go to the pool that is named, whatever it is called', async () => {
    const path = await file('codes.csv', 'code\nABCD-1234\n');
    const sent = importVouchers(api, createOutput(true), { file: path, pool: '../a?b', reason: 'agreed' });
    await expect(sent).rejects.toThrow('heard');
    expect(asked).toEqual(['POST /v1/voucher-pools/..%2Fa%3Fb/codes']);
  });

  it('that nobody takes, since no server is there, say where it was looked for', async () => {
    const away = new Api('http://127.0.0.1:2', 'key');
    const sent = putReward(away, createOutput(true), { file: await file('tea.json', '{}'), reason: 'agreed' });
    await expect(sent).rejects.toMatchObject({
      name: 'CommandFailed',
      message: 'the server at http://127.0.0.1:2 cannot be reached: ECONNREFUSED',
    });
  });
});
