import { describe, expect, it } from '@jest/globals';
import { openApp } from './testing/app.fixture.js';
import { teaProgramme } from './testing/shop.fixture.js';

describe('The doors of programmes', () => {
  it('keep a document byte for byte, and make no new version of the same text', async () => {
    const app = await openApp({ document: '' });
    const yaml = { 'Content-Type': 'application/yaml' };
    const text = `# Grüße\n${teaProgramme()}\n\n`;
    const put = (document: string, headers = yaml) => app.call('PUT', '/v1/programmes/tea', document, headers);
    expect(await put(text)).toMatchObject({
      status: 201,
      body: { programme: { id: 'tea', version: 1 }, repeated: false },
    });
    expect(await put(text)).toMatchObject({ status: 200, body: { programme: { version: 1 }, repeated: true } });
    expect((await app.call('GET', '/v1/programmes/tea')).text).toBe(text);
    const json =
      '{"id":"tea", "name":"Tea",\n "currency":"EUR","timeZone":"UTC","wallets":{"points":{"earn":{"points":1,"per":"1.00"}}}}';
    const applied = await put(json, { 'Content-Type': 'application/json' });
    expect([applied.status, applied.body]).toMatchObject([200, { programme: { version: 2 } }]);
    expect((await app.call('GET', '/v1/programmes/tea')).text).toBe(json);
    expect((await app.call('GET', '/v1/programmes')).body).toMatchObject({
      items: [{ id: 'tea', version: 2, wallets: ['points'] }],
    });
    expect((await app.call('GET', '/v1/programmes/wine')).body).toMatchObject({
      status: 404,
      code: 'programme_not_found',
    });
    await app.close();
  });

  it('say with line and column what is wrong', async () => {
    const app = await openApp({ document: '' });
    const put = (document: string) =>
      app.call('PUT', '/v1/programmes/tea', document, { 'Content-Type': 'application/yaml' });
    expect((await put(teaProgramme({ earn: 'colour: red' }))).body).toMatchObject({
      status: 422,
      code: 'invalid_programme',
      errors: [{ line: expect.any(Number), column: expect.any(Number), code: 'unknown_field' }],
    });
    expect((await put(teaProgramme({ id: 'coffee' }))).body).toMatchObject({
      status: 422,
      code: 'programme_id_differs',
    });
    expect((await app.call('GET', '/v1/programmes')).body).toEqual({ items: [], next: null });
    await app.close();
  });
});
