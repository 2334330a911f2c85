import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Api, RequestRefused } from './api.js';

describe('The API as commands see it', () => {
  let server: Server;
  let api: Api;
  let refusals: string[];

  beforeEach(async () => {
    refusals = [];
    server = createServer((_request, response) => {
      const code = refusals.shift();
      if (code === undefined) return void response.end('{"version":4}');
      response.writeHead(503, { 'content-type': 'application/problem+json' });
      response.end(JSON.stringify({ status: 503, code, title: 'Not now' }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    api = new Api(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'key');
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('waits for a version that the read models do not have yet', async () => {
    refusals = ['not_there_yet', 'not_there_yet'];
    expect(await api.get('/v1/accounts/acc_1/balance?minVersion=4')).toEqual({ version: 4 });
  });

  it('tells every other refusal at once', async () => {
    refusals = ['service_unavailable'];
    await expect(api.get('/v1/members')).rejects.toBeInstanceOf(RequestRefused);
  });
});
