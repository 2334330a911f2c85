import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openShop, type Shop } from '../testing/open-shop.fixture.js';

describe('The OpenAPI document', () => {
  let shop: Shop;
  let document: Record<string, never>;

  beforeAll(async () => {
    shop = await openShop({ openApi: { title: 'Tea shop', version: '7', description: 'Tea.' } });
    document = JSON.parse((await shop.call('GET', '/openapi.json', { key: null })).text);
  });

  afterAll(() => shop.close());

  const at = (pointer: string) =>
    pointer
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/'))
      .reduce<unknown>((value, part) => Object(value)[part], document);

  it('is OpenAPI 3.1 and says what it is about', () => {
    expect(at('/openapi')).toBe('3.1.0');
    expect(at('/info')).toMatchObject({ title: 'Tea shop', version: '7', description: 'Tea.' });
  });

  it('describes a DTO by its own validators, nested ones too', () => {
    expect(at('/paths/~1v1~1orders/post/requestBody/content/application~1json/schema')).toEqual({
      $ref: '#/components/schemas/OrderDto',
    });
    expect(at('/components/schemas/OrderDto')).toEqual({
      type: 'object',
      additionalProperties: false,
      required: ['orderedAt', 'lines'],
      properties: {
        orderedAt: { type: 'string', format: 'date-time' },
        note: { type: 'string' },
        lines: { type: 'array', maxItems: 3, items: { $ref: '#/components/schemas/CupDto' } },
      },
    });
    expect(at('/components/schemas/CupDto/properties/cups')).toEqual({ type: 'integer', minimum: 1 });
  });

  it('describes a body by the JSON Schema that it is validated by', () => {
    expect(at('/paths/~1v1~1deliveries/post/requestBody/content/application~1json/schema')).toEqual({
      $ref: '#/components/schemas/Delivery',
    });
    expect(at('/components/schemas/Delivery/properties/chests/maxItems')).toBe(5_000);
  });

  it('describes what a success answers, a repeat too, with every schema that has a name written once', () => {
    const content = { 'application/json': { schema: { $ref: '#/components/schemas/DeliveryAnswer' } } };
    const answers = at('/paths/~1v1~1deliveries/post/responses');
    expect(answers).toMatchObject({ 200: { content, headers: { 'Idempotency-Hit': {} } }, 201: { content } });
    expect(at('/components/schemas/DeliveryAnswer')).toEqual({
      title: 'DeliveryAnswer',
      type: 'object',
      additionalProperties: false,
      required: ['chests', 'repeated'],
      properties: { chests: { $ref: '#/components/schemas/ChestsTaken' }, repeated: { type: 'boolean' } },
    });
    expect(at('/components/schemas/ChestsTaken')).toEqual({ title: 'ChestsTaken', type: 'integer' });
  });

  it('describes query parameters, the idempotency key and streams', () => {
    expect(at('/paths/~1v1~1orders/get/parameters')).toEqual([
      { name: 'limit', in: 'query', required: false, schema: { type: 'integer', minimum: 1 } },
    ]);
    expect(at('/paths/~1v1~1refills/post/parameters')).toEqual([
      expect.objectContaining({ name: 'dryRun', in: 'query', required: false }),
      expect.objectContaining({ name: 'Idempotency-Key', in: 'header', required: true }),
    ]);
    expect(Object.keys(Object(at('/paths/~1v1~1batch/post/requestBody/content')))).toEqual(['application/x-ndjson']);
  });

  it('says who may call, and what a refusal looks like', () => {
    expect(at('/paths/~1v1~1orders~1{id}/get/security')).toEqual([{ apiKey: ['tea:read', 'tea:write'] }]);
    expect(at('/paths/~1v1~1orders~1{id}/get/description')).toBe('Needs the scope `tea:read` and `tea:write`.');
    expect(at('/paths/~1v1~1slow/get/security')).toEqual([]);
    expect(at('/components/securitySchemes/apiKey')).toMatchObject({ type: 'http', scheme: 'bearer' });
    expect(at('/paths/~1v1~1orders/post/responses/403')).toEqual({ $ref: '#/components/responses/MissingScope' });
    expect(at('/components/responses/MissingScope/content')).toEqual({
      'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
    });
  });

  it('refers to nothing that is not in it', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#([^"]+)"/g)].map(([, pointer]) => pointer);
    expect(references.length).toBeGreaterThan(10);
    for (const reference of references) expect(at(reference ?? '')).toBeDefined();
  });

  it('is read on a page that loads nothing from elsewhere', async () => {
    const page = await shop.call('GET', '/docs', { key: null });
    expect(page.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    const links = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link ?? '');
    expect(links).toHaveLength(4);
    for (const link of links) {
      expect(link).toMatch(/^\//);
      expect((await shop.call('GET', link, { key: null })).status).toBe(200);
    }
    expect((await shop.call('GET', '/docs/assets/package.json', { key: null })).status).toBe(404);
  });

  it('documents every code where the type of a problem leads', async () => {
    const { body } = await shop.call('GET', '/v1/nothing');
    const [path, code] = String(body['type']).split('#');
    const { text } = await shop.call('GET', path ?? '', { key: null });
    expect(text).toContain(`<tr id="${code}">`);
  });
});
