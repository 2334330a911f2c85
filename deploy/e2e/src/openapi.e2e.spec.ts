import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHome, RunningProgram, type TestHome } from './program.fixture.js';

const PAGE = new URL('../../../docs/api/openapi.json', import.meta.url);

describe('The OpenAPI document', () => {
  let home: TestHome;
  let program: RunningProgram;
  beforeAll(async () => {
    home = await createHome();
    program = await RunningProgram.start(home.directory);
  });
  afterAll(async () => {
    await program.stop();
    await home.remove();
  });

  it('that is committed is the one that is served', async () => {
    const { body } = await program.get('/openapi.json');
    if (process.env['UPDATE_DOCS']) await writeFile(PAGE, `${JSON.stringify(body, null, 2)}\n`);
    expect(JSON.parse(await readFile(PAGE, 'utf8'))).toEqual(body);
  });

  it('says of a body whether it may be left out', async () => {
    interface Door {
      readonly post: { readonly requestBody: { readonly required: boolean } };
    }
    const { paths } = (await program.get<{ paths: Record<string, Door> }>('/openapi.json')).body;
    const doors = ['/v1/redemptions', '/v1/redemptions/{id}/capture', '/v1/redemptions/{id}/refund'];
    expect(doors.map((door) => paths[door]?.post.requestBody.required)).toEqual([true, false, false]);
  });

  it('describes whatever stands in braces in a path', async () => {
    type Door = Readonly<Record<string, { readonly parameters?: readonly { name: string; in: string }[] }>>;
    const { paths } = (await program.get<{ paths: Record<string, Door> }>('/openapi.json')).body;
    const missing = Object.entries(paths).flatMap(([path, door]) =>
      Object.entries(door).flatMap(([method, { parameters = [] }]) =>
        [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, named]) =>
          parameters.some((each) => each.in === 'path' && each.name === named) ? [] : [`${method} ${path}: ${named}`],
        ),
      ),
    );
    expect(missing).toEqual([]);
  });

  it('names every door that integrators were promised', async () => {
    const { body } = await program.get<{ paths: Record<string, unknown> }>('/openapi.json');
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        '/v1/purchases',
        '/v1/purchases/{id}',
        '/v1/purchases/{id}/claim',
        '/v1/purchases/{id}/void',
        '/v1/purchases/void',
        '/v1/purchases/{id}/why',
        '/v1/quotes',
        '/v1/returns',
        '/v1/redemptions',
        '/v1/redemptions/{id}',
        '/v1/redemptions/{id}/capture',
        '/v1/redemptions/{id}/void',
        '/v1/redemptions/{id}/refund',
        '/v1/redemptions/void',
        '/v1/batch',
        '/v1/members',
        '/v1/members/lookup',
        '/v1/members/merge',
        '/v1/members/unmerge',
        '/v1/households',
        '/v1/households/{id}/leave',
        '/v1/accounts/{id}/transfers',
        '/v1/transfers/{id}/reverse',
        '/v1/members/{id}',
        '/v1/members/{id}/identities',
        '/v1/accounts/{id}/balance',
        '/v1/accounts/{id}/entries',
        '/v1/accounts/{id}/lots',
        '/v1/accounts/{id}/adjustments',
        '/v1/entries/{id}/explanation',
        '/v1/feed',
        '/v1/programmes/{id}',
        '/v1/programmes/{id}/plan',
        '/v1/programmes/{id}/approve',
        '/v1/programmes/{id}/rollback',
        '/v1/programmes/{id}/policy',
        '/v1/programmes/{id}/proposals',
        '/v1/programmes/{id}/versions/{version}',
        '/v1/programmes/{id}/diff',
        '/v1/programmes/{id}/history',
        '/v1/campaigns',
        '/v1/settlements',
        '/v1/settlements/{id}',
        '/v1/settlements/{id}/close',
        '/v1/settlements/{id}/csv',
        '/v1/settlements/{id}/entries',
        '/v1/campaigns/{id}',
        '/v1/campaigns/{id}/plan',
        '/v1/segments',
        '/v1/segments/{name}/members',
        '/v1/segments/{name}/members/{member}',
        '/v1/dead-letters/{id}/replay',
        '/v1/parked-keys/{id}',
      ]),
    );
  });
});
