import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { httpPayoutProvider } from './http-provider.js';
import { verifySignature } from './signature.js';

const KEYS = [Buffer.alloc(32, 1)];
const order = { id: 'red_1', destination: 'tok_1', amount: '1.00', currency: 'EUR' };

describe('The provider over HTTP', () => {
  const servers: Server[] = [];

  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
  });

  /** Patient, so that a slow machine is not taken for a provider that is silent. */
  async function serving(listener: RequestListener, timeoutMs = 30_000) {
    const server = createServer(listener).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    return httpPayoutProvider({ url: `http://127.0.0.1:${port}`, keys: KEYS, timeoutMs });
  }

  const answering = (status: number, body: object | string, headers: Readonly<Record<string, string>> = {}) =>
    serving((_request, response) => {
      response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
    });

  it('is told of a payout under its id, signed', async () => {
    const seen: { headers: IncomingHttpHeaders; body: string; path: string | undefined }[] = [];
    const provider = await serving((request, response) => {
      void text(request).then((body) => {
        seen.push({ headers: request.headers, body, path: `${request.method} ${request.url}` });
        response.end(JSON.stringify({ id: 'red_1', status: 'pending', reference: 'P-1' }));
      });
    });
    expect(await provider.send(order)).toEqual({ outcome: 'accepted', reference: 'P-1' });
    expect(await provider.ask('red_1')).toEqual({ outcome: 'accepted', reference: 'P-1' });
    expect(seen.map(({ path }) => path)).toEqual(['POST /payouts', 'GET /payouts/red_1']);
    expect(seen[0]?.headers['idempotency-key']).toBe('red_1');
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual(order);
    for (const { headers, body } of seen)
      expect(verifySignature(KEYS, headers, { body, now: Date.now() })).toBe('genuine');
  });

  it.each([
    [201, { id: 'red_1', status: 'settled', reference: 'P-1' }, { outcome: 'settled', reference: 'P-1' }],
    [
      200,
      { id: 'red_1', status: 'failed', reference: 'P-1', cause: 'closed' },
      { outcome: 'failed', reference: 'P-1', cause: 'closed' },
    ],
    [422, { id: 'red_1', cause: 'closed' }, { outcome: 'failed', reference: null, cause: 'closed' }],
  ])('is believed where it is clear: %d %j', async (status, body, expected) => {
    expect(await (await answering(status, body)).send(order)).toEqual(expected);
  });

  it.each<[number, object | string]>([
    [500, { id: 'red_1', status: 'failed' }],
    [502, '<html>Bad gateway</html>'],
    [200, '<html>Welcome to the hotel</html>'],
    [200, { id: 'red_2', status: 'settled', reference: 'P-1' }],
    [200, { id: 'red_1', status: 'settled' }],
    [200, { id: 'red_1', status: 'odd', reference: 'P-1' }],
    [422, 'Unprocessable'],
    [422, { id: 'red_2', cause: 'closed' }],
    [400, { id: 'red_1', status: 'failed' }],
    [401, { id: 'red_1', status: 'failed' }],
    [404, { id: 'red_1' }],
    [409, { id: 'red_1', status: 'failed' }],
    [429, { id: 'red_1' }],
    [302, ''],
  ])('is not known to have done anything where it is not: %d %j', async (status, body) => {
    const provider = await answering(status, body, { location: 'http://127.0.0.1:1/' });
    expect(await provider.send(order)).toMatchObject({ outcome: 'unknown' });
  });

  it('says when to come back', async () => {
    const provider = await answering(429, {}, { 'retry-after': '7' });
    expect(await provider.send(order)).toMatchObject({ outcome: 'unknown', retryAfterMs: 7_000 });
  });

  it('never had it where it says so of this payout, and not where somebody else says that there is nothing', async () => {
    expect(await (await answering(404, { id: 'red_1' })).ask('red_1')).toEqual({ outcome: 'not_known' });
    expect(await (await answering(404, 'no route')).ask('red_1')).toMatchObject({ outcome: 'unknown' });
    // A question is never refused: only what is sent is.
    expect(await (await answering(422, { id: 'red_1', cause: 'x' })).ask('red_1')).toMatchObject({
      outcome: 'unknown',
    });
  });

  it('is not waited for for ever, and a line that breaks tells nothing', async () => {
    expect(await (await serving(() => undefined, 100)).send(order)).toMatchObject({ outcome: 'unknown' });
    const provider = await serving((request) => void request.socket.destroy());
    expect(await provider.ask('red_1')).toMatchObject({ outcome: 'unknown' });
  });
});
