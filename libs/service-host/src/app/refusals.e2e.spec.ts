import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openShop, type Shop } from '../testing/open-shop.fixture.js';

describe('A request that cannot be done', () => {
  let shop: Shop;

  beforeAll(async () => {
    shop = await openShop();
  });

  afterAll(() => shop.close());

  const order = { orderedAt: '2026-01-05T10:15:00+01:00', lines: [{ tea: 'Assam', cups: 2 }] };

  it('is answered with a problem document that carries the id of the request', async () => {
    const { status, headers, body } = await shop.call('GET', '/v1/orders/7', { key: 'admin' });
    expect(status).toBe(404);
    expect(headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8');
    expect(body).toEqual({
      type: '/docs/errors#not_found',
      title: 'There is nothing here',
      status: 404,
      code: 'not_found',
      detail: 'No order 7.',
      requestId: headers.get('X-Request-Id'),
    });
  });

  it('says with numbers why a rule says no, and no number can pass for the status', async () => {
    const { body } = await shop.call('GET', '/v1/sold-out');
    expect(body).toMatchObject({ status: 409, code: 'sold_out', title: 'Sold out', left: 3 });
  });

  it('names every wrong field of a body by its place', async () => {
    const lines = [
      { tea: 5, cups: 2 },
      { cups: -1, sugar: 2 },
    ];
    const { status, body } = await shop.call('POST', '/v1/orders', { body: { orderedAt: 'today', tip: 1, lines } });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'invalid_request' });
    expect(body['errors']).toEqual([
      { pointer: '/tip', code: 'unknown_field', expected: 'no such field', found: '1' },
      {
        pointer: '/orderedAt',
        code: 'bad_format',
        expected: 'an ISO 8601 instant with an offset, as 2026-01-05T10:15:00+01:00',
        found: '"today"',
      },
      { pointer: '/lines/0/tea', code: 'wrong_type', expected: 'a string', found: '5' },
      { pointer: '/lines/1/sugar', code: 'unknown_field', expected: 'no such field', found: '2' },
      { pointer: '/lines/1/tea', code: 'required', expected: 'a string', found: 'nothing' },
      { pointer: '/lines/1/cups', code: 'too_small', expected: 'not less than 1', found: '-1' },
    ]);
  });

  it('writes nothing where a query parameter is not read, and says which are', async () => {
    const headers = { 'Idempotency-Key': 'k' };
    const misspelt = await shop.call('POST', '/v1/refills?dryrun=true&dryRun=true&x=1', { headers });
    expect(misspelt).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(misspelt.body['errors']).toEqual([
      { pointer: '/dryrun', code: 'unknown_field', expected: 'only dryRun', found: '"true"' },
      { pointer: '/x', code: 'unknown_field', expected: 'only dryRun', found: '"1"' },
    ]);
    expect((await shop.call('POST', '/v1/refills?dryRun=true', { headers })).body).toEqual({ key: 'k', dryRun: true });

    const body = { source: 'x', chests: [] };
    const none = await shop.call('POST', '/v1/deliveries?dryRun=true', { body });
    expect(none.body['errors']).toEqual([
      { pointer: '/dryRun', code: 'unknown_field', expected: 'no query parameters', found: '"true"' },
    ]);
    expect((await shop.call('POST', '/v1/deliveries?', { body })).status).toBe(201);
    expect((await shop.call('GET', '/v1/back-room?limit=9', { key: 'admin' })).status).toBe(200);
    expect((await shop.call('GET', '/v1/orders?page=1', { key: 'admin' })).body['errors']).toMatchObject([
      { pointer: '/page', code: 'unknown_field' },
    ]);
  });

  it('says first that a key is missing, and lets public doors take what they are asked', async () => {
    expect((await shop.call('POST', '/v1/refills?x=1', { key: null })).status).toBe(401);
    for (const path of ['/v1/slow?x=1', '/health/live?x=1', '/metrics?x=1', '/docs?x=1', '/openapi.json?x=1'])
      expect([path, (await shop.call('GET', path, { key: null })).status]).toEqual([path, 200]);
  });

  it('says of an object where a list should be only that, and nothing of the fields of an item', async () => {
    const orderedAt = '2026-01-05T09:15:00Z';
    const { body } = await shop.call('POST', '/v1/orders', { body: { orderedAt, lines: { tea: 5 } } });
    expect(body['errors']).toMatchObject([{ pointer: '/lines', code: 'wrong_type', found: 'an object' }]);
  });

  it.each([
    ['an array', [], 'an array of 0'],
    ['a number', 7, '7'],
    ['null', null, 'null'],
  ])('is told when its body is %s', async (_name, body, found) => {
    const errors = [{ pointer: '', code: 'wrong_type', expected: 'an object', found }];
    expect((await shop.call('POST', '/v1/orders', { body })).body).toMatchObject({ code: 'invalid_request', errors });
    expect((await shop.call('POST', '/v1/deliveries', { body })).body).toMatchObject({
      code: 'invalid_request',
      errors,
    });
  });

  it('names wrong query parameters', async () => {
    const { body } = await shop.call('GET', '/v1/orders?limit=0&color=red', { key: 'reader' });
    expect(body['errors']).toEqual([
      { pointer: '/color', code: 'unknown_field', expected: 'no such field', found: '"red"' },
      { pointer: '/limit', code: 'too_small', expected: 'not less than 1', found: '0' },
    ]);
  });

  it.each([
    ['{"a": 1,\n "b": x}', 'The body stops being JSON at line 2, column 7.', 15],
    ['{"a": 1', 'The body ends too early at line 1, column 8.', 7],
    ['', 'The body is empty at line 1, column 1.', 0],
    ['{"__proto__": {}}', 'No field may be called __proto__ or constructor at line 1, column 2.', 1],
  ])('says where %j stops being JSON', async (text, detail, position) => {
    const { status, body } = await shop.call('POST', '/v1/orders', { text });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'malformed_json', detail, position });
  });

  it('is not guessed at where its body is not UTF-8: two names could become one', async () => {
    const headers = { Authorization: 'Bearer writer', 'Content-Type': 'application/json' };
    const body = Buffer.from(JSON.stringify({ source: 'Müller', chests: [] }), 'latin1');
    const answer = await fetch(`${shop.url}/v1/deliveries`, { method: 'POST', headers, body });
    expect(await answer.json()).toMatchObject({
      status: 400,
      code: 'malformed_json',
      detail: 'The body is not UTF-8.',
    });
  });

  it('says that a text holds a NUL, where the database cannot keep it', async () => {
    expect((await shop.call('GET', '/v1/engraving')).body).toMatchObject({
      status: 400,
      code: 'malformed_request',
      detail: 'A text holds a character that cannot be kept, as NUL.',
    });
  });

  it('does not read a body of 20 MB, and says how much fits', async () => {
    const { status, body } = await shop.call('POST', '/v1/orders', { text: 'x'.repeat(20_000_000) });
    expect(status).toBe(413);
    expect(body).toMatchObject({ code: 'body_too_large', limitBytes: 4_194_304 });
  });

  it('stops reading a body that does not say how long it is, once it is too long', async () => {
    const answer = await sendChunks(shop.url, '/v1/orders', 5 * 1024 * 1024);
    expect(answer).toContain(' 413 ');
    expect(answer).toContain('"code":"body_too_large"');
  });

  it('takes a document of 5,000 generous lines', async () => {
    const chests = Array.from({ length: 5_000 }, () => ({ tea: 'green', weight: '1.125' }));
    const padded = JSON.stringify({ source: 'ship', chests }).replaceAll('"weight"', `${' '.repeat(780)}"weight"`);
    expect(padded.length).toBeGreaterThan(4_000_000);
    const { status, body } = await shop.call('POST', '/v1/deliveries', { text: padded });
    expect({ status, body }).toMatchObject({ status: 201, body: { chests: 5_000 } });
  });

  it.each([
    ['/v1/orders', 'text/plain', 'application/json'],
    ['/v1/orders', 'application/x-www-form-urlencoded', 'application/json'],
    ['/v1/orders', 'application/x-ndjson', 'application/json'],
    ['/v1/deliveries', 'application/x-ndjson', 'application/json'],
    ['/v1/batch', 'application/json', 'application/x-ndjson'],
  ])('to %s as %s learns what is taken there', async (path, contentType, accepts) => {
    const { status, body } = await shop.call('POST', path, { text: '{}', contentType });
    expect(status).toBe(415);
    expect(body).toMatchObject({ code: 'unsupported_media_type', accepts });
  });

  it('with a method that the path does not take learns which it takes', async () => {
    const { status, headers, body } = await shop.call('DELETE', '/v1/orders/7');
    expect({ status, allow: headers.get('Allow'), code: body['code'] }).toEqual({
      status: 405,
      allow: 'GET, HEAD',
      code: 'method_not_allowed',
    });
  });

  it('for a path that is none of ours is 404, with a key or without', async () => {
    for (const key of ['writer', null]) {
      expect((await shop.call('GET', '/v1/nothing?q=1', { key })).body).toMatchObject({ code: 'not_found' });
    }
  });

  it('for a path that cannot be read is a problem too', async () => {
    expect((await shop.call('GET', '/v1/%zz')).body).toMatchObject({ status: 400, code: 'malformed_request' });
    expect((await shop.call('GET', `/v1/orders/${'x'.repeat(300)}`)).body).toMatchObject({ code: 'uri_too_long' });
  });

  it('because of a bug of ours says nothing of the bug, and logs it under the id that was answered', async () => {
    const { status, text, body } = await shop.call('GET', '/v1/spill');
    expect(status).toBe(500);
    expect(body).toMatchObject({ code: 'internal_error' });
    expect(text).not.toContain('secret recipe');
    expect(shop.logged).toContainEqual(
      expect.objectContaining({
        level: 'error',
        requestId: body['requestId'],
        route: '/v1/spill',
        err: expect.objectContaining({ message: 'the pot with the secret recipe broke' }),
      }),
    );
  });

  it('while the store is busy or away says when to come back', async () => {
    const busy = await shop.call('GET', '/v1/queue');
    expect([busy.status, busy.body['code'], busy.headers.get('Retry-After')]).toEqual([503, 'overloaded', '7']);
    const away = await shop.call('GET', '/v1/cellar');
    expect([away.status, away.body['code'], away.headers.get('Retry-After')]).toEqual([503, 'store_unavailable', '1']);
  });

  it('whose sender goes away half-way is no outage of ours', async () => {
    const { hostname, port } = new URL(shop.url);
    const socket = connect(Number(port), hostname);
    const head = 'POST /v1/batch HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer writer\r\nX-Request-Id: half\r\n';
    socket.write(`${head}Content-Type: application/x-ndjson\r\nContent-Length: 100\r\n\r\n{}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(shop.logged.filter(({ requestId, level }) => requestId === 'half' && level !== 'debug')).toEqual([]);
  });

  it('leaves the next request on the same connection unharmed', async () => {
    await shop.call('POST', '/v1/orders', { text: '{' });
    expect((await shop.call('POST', '/v1/orders', { body: order })).body).toEqual({ actor: 'till', cups: 2 });
  });
});

/** A client that writes on without looking at the answer, as a simple one does. */
function sendChunks(url: string, path: string, bytes: number): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (data) => (answer += data.toString()));
    socket.on('close', () => resolve(answer));
    socket.on('error', (error) => (answer === '' ? reject(error) : resolve(answer)));
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer writer\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    const chunk = 'x'.repeat(64 * 1024);
    for (let sent = 0; sent < bytes; sent += chunk.length) socket.write(`10000\r\n${chunk}\r\n`);
  });
}
