import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openShop, type Shop } from '../testing/open-shop.fixture.js';

async function statusOf(asked: ClientRequest): Promise<number | undefined> {
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  asked.on('error', () => undefined).destroy();
  return answer.statusCode;
}

describe('Access', () => {
  let shop: Shop;

  beforeAll(async () => {
    shop = await openShop();
  });

  afterAll(() => shop.close());

  it('needs a key', async () => {
    const { status, headers, body } = await shop.call('GET', '/v1/orders', { key: null });
    expect([status, headers.get('WWW-Authenticate'), body['code']]).toEqual([401, 'Bearer', 'unauthenticated']);
  });

  it.each(['Basic d3JpdGVyOg==', 'Bearer', 'writer', 'Bearer a b'])('is not given for %j', async (authorization) => {
    const { status } = await shop.call('GET', '/v1/orders', { key: null, headers: { authorization } });
    expect(status).toBe(401);
  });

  it('is not given for a key that nobody knows', async () => {
    const { status, body } = await shop.call('GET', '/v1/orders', { key: 'stranger' });
    expect([status, body['code']]).toEqual([401, 'unauthenticated']);
  });

  it('needs the scope of the route, and names it when it is missing', async () => {
    const { status, body } = await shop.call('GET', '/v1/orders', { key: 'writer' });
    expect(status).toBe(403);
    expect(body).toMatchObject({
      code: 'missing_scope',
      missing: ['tea:read'],
      detail: "The key 'till' lacks tea:read.",
    });
    expect((await shop.call('GET', '/v1/orders', { key: 'reader' })).status).toBe(200);
  });

  it('needs all scopes where there are several', async () => {
    expect((await shop.call('GET', '/v1/orders/7', { key: 'reader' })).body).toMatchObject({ missing: ['tea:write'] });
  });

  it('is given everywhere to admin, and only to admin where a route does not say', async () => {
    expect((await shop.call('GET', '/v1/orders', { key: 'admin' })).status).toBe(200);
    expect((await shop.call('GET', '/v1/back-room', { key: 'admin' })).status).toBe(200);
    expect((await shop.call('GET', '/v1/back-room', { key: 'writer' })).body).toMatchObject({ missing: ['admin'] });
  });

  it('is decided before the body is looked at', async () => {
    expect((await shop.call('POST', '/v1/orders', { body: { nonsense: true }, key: 'reader' })).status).toBe(403);
  });

  it('is decided before the body is read, however long it is', async () => {
    const { hostname, port } = new URL(shop.url);
    const answers = await Promise.all(
      ['Bearer stranger', 'Bearer reader'].map((authorization) => {
        const headers = { authorization, 'content-type': 'application/json', 'content-length': 20_000_000 };
        const asked = request({ hostname, port, method: 'POST', path: '/v1/orders', headers });
        // The head alone: nothing of the body is ever sent.
        asked.flushHeaders();
        return statusOf(asked);
      }),
    );
    expect(answers).toEqual([401, 403]);
  });

  it.each(['/health/live', '/metrics', '/openapi.json', '/docs', '/docs/errors'])('is open at %s', async (path) => {
    expect((await shop.call('GET', path, { key: null })).status).toBe(200);
  });
});
