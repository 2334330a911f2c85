import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { type App, openApp } from './testing/app.fixture.js';
import { CHANGE, JUNE, tea, teaTests } from './testing/tea.fixture.js';

describe('The doors of programmes', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let app: App;

  beforeAll(async () => void (server = await startTestPostgres()));
  afterAll(() => server?.stop());
  beforeEach(async () => {
    database = await createTestDatabase(server);
    app = await openApp(database);
  });
  afterEach(async () => {
    await app.close();
    await database.drop();
  });

  it('apply a document at once where nobody else is asked, and give it back to the byte', async () => {
    const text = `# Grüße\n${tea()}\n\n`;
    expect(await app.put(text)).toMatchObject({
      status: 201,
      body: { programme: { id: 'tea', version: 1 }, repeated: false },
    });
    expect(await app.put(text)).toMatchObject({ status: 200, body: { programme: { version: 1 }, repeated: true } });
    const json = `{"id":"tea", "name":"Tea",\n "currency":"EUR","timeZone":"UTC","wallets":{"points":{}}}`;
    expect(await app.put(json, { type: 'application/json' })).toMatchObject({
      status: 200,
      body: { programme: { version: 2 } },
    });
    expect((await app.call('GET', '/v1/programmes/tea')).text).toBe(json);
    expect((await app.call('GET', '/v1/programmes/tea/versions/1')).text).toBe(text);
    expect((await app.call('GET', '/v1/programmes/tea/versions')).body).toMatchObject({
      items: [
        { version: 2, by: 'key_ann', bytes: json.length },
        { version: 1, bytes: Buffer.byteLength(text) },
      ],
    });
    expect((await app.call('GET', '/v1/programmes/tea/versions/3')).body).toMatchObject({
      code: 'version_not_found',
      newest: 2,
    });
    expect((await app.call('GET', '/v1/programmes')).body).toMatchObject({ items: [{ id: 'tea', version: 2 }] });
    expect((await app.call('GET', '/v1/programmes/wine')).body).toMatchObject({ code: 'programme_not_found' });
  });

  it('say with line and column what is wrong, also to whoever only plans', async () => {
    const wrong = tea('offers: [{ id: double, give: { multiply: 2 }, campaign: july }]\n');
    const plan = (document: string) =>
      app.call('POST', '/v1/programmes/tea/plan', document, { type: 'application/yaml' });
    for (const answer of [await app.put(wrong), await plan(wrong)]) {
      expect(answer.body).toMatchObject({
        status: 422,
        code: 'invalid_programme',
        errors: [{ line: 8, column: 57, code: 'unknown_name' }],
      });
    }
    expect((await app.put(tea().replace('id: tea', 'id: wine'))).body).toMatchObject({ code: 'programme_id_differs' });
    expect((await app.call('GET', '/v1/programmes')).body).toEqual({ items: [], next: null });
  });

  it('plan without writing: what changes in words and as data', async () => {
    await app.put(tea(JUNE));
    const planned = await app.call(
      'POST',
      '/v1/programmes/tea/plan',
      tea(JUNE.replace('multiply: 2', 'multiply: 3').replace('  - { id: mug, give: { points: 5 } }\n', '')),
      { type: 'application/yaml' },
    );
    expect(planned).toMatchObject({
      status: 200,
      body: {
        base: 1,
        changes: [
          { kind: 'changed', part: 'offer', id: 'double', text: 'offer double: give.multiply is 3 instead of 2' },
          { kind: 'removed', part: 'offer', id: 'mug', text: 'offer mug is gone' },
        ],
        warnings: [],
        touches: { offers: [], complete: true },
      },
    });
    expect((await app.call('GET', '/v1/programmes/tea/versions')).body.items).toHaveLength(1);
  });

  it('make a proposal where a second person is asked for, whom nobody is to themselves', async () => {
    await app.put(tea());
    const policy = { approval: 'required', tests: 'none', reason: 'four eyes' };
    expect(await app.call('PUT', '/v1/programmes/tea/policy', policy)).toMatchObject({ status: 200 });
    app.moveTo('2026-06-02T12:00:00Z');
    const proposed = await app.put(tea(JUNE), { road: 'cli' });
    expect(proposed).toMatchObject({
      status: 202,
      body: { proposal: { base: 1, status: 'proposed', proposed: { by: 'key_ann' } }, repeated: false },
    });
    expect((await app.put(tea(JUNE), { road: 'cli' })).body).toMatchObject({
      proposal: { id: proposed.body.proposal.id },
      repeated: true,
    });
    const approve = (as: string, reason?: string) =>
      app.call('POST', '/v1/programmes/tea/approve', { proposal: proposed.body.proposal.id, reason }, { as });
    expect((await approve('ben')).body).toMatchObject({ code: 'invalid_request' });
    const others = await app.put(tea(JUNE), { as: 'dan' });
    expect(others).toMatchObject({ status: 202, body: { proposal: { proposed: { by: 'key_dan' } }, repeated: false } });
    expect(others.body.proposal.id).not.toBe(proposed.body.proposal.id);
    const elsewhere = { proposal: proposed.body.proposal.id, reason: 'x' };
    expect((await app.call('POST', '/v1/programmes/wine/approve', elsewhere, { as: 'ben' })).body).toMatchObject({
      code: 'proposal_not_found',
    });
    expect((await app.call('GET', `/v1/programmes/wine/proposals/${elsewhere.proposal}`)).body).toMatchObject({
      code: 'proposal_not_found',
    });
    expect((await approve('ann', 'mine')).body).toMatchObject({ status: 409, code: 'same_person' });
    expect((await approve('dan', 'looks good')).body).toMatchObject({ status: 403, code: 'missing_scope' });
    expect((await app.call('GET', '/v1/programmes/tea')).text).toBe(tea());

    expect(await approve('ben', 'looks good')).toMatchObject({
      status: 200,
      body: { programme: { id: 'tea', version: 2 }, repeated: false },
    });
    expect((await approve('ben', 'looks good')).body).toMatchObject({ programme: { version: 2 }, repeated: true });
    expect((await approve('cleo', 'me too')).body).toMatchObject({
      code: 'proposal_not_open',
      is: 'applied',
      by: 'key_ben',
    });
    expect((await app.call('GET', '/v1/programmes/tea')).text).toBe(tea(JUNE));
    const { items } = (await app.call('GET', '/v1/programmes/tea/history')).body;
    expect(items).toMatchObject([
      { step: 'applied', version: 1, by: 'key_ann', road: 'http', reason: null },
      { step: 'policy_set', by: 'key_ann', reason: 'four eyes (approval required, tests none)' },
      { step: 'proposed', by: 'key_ann', road: 'cli' },
      { step: 'proposed', by: 'key_dan', road: 'http' },
      { step: 'approved', version: 2, by: 'key_ben', road: 'http', reason: 'looks good' },
      { step: 'applied', version: 2, by: 'key_ann', road: 'cli', proposal: proposed.body.proposal.id },
    ]);
  });

  it('let only an admin ask for less than before', async () => {
    await app.put(tea());
    const set = (approval: string, as: string) =>
      app.call('PUT', '/v1/programmes/tea/policy', { approval, tests: 'none', reason: 'x' }, { as });
    expect((await set('required', 'ann')).body).toMatchObject({ approval: 'required', repeated: false });
    expect((await set('required', 'ben')).body).toMatchObject({ repeated: true });
    expect((await set('none', 'ann')).body).toMatchObject({ status: 403, code: 'policy_loosened' });
    expect((await set('none', 'owner')).body).toMatchObject({ approval: 'none' });
  });

  it('refuse a proposal that was overtaken', async () => {
    await app.put(tea());
    await app.call('PUT', '/v1/programmes/tea/policy', { approval: 'required', tests: 'none', reason: 'x' });
    const ids = [];
    for (const name of ['One', 'Two']) ids.push((await app.put(tea('', { name }))).body.proposal.id);
    const approve = (proposal: string) =>
      app.call('POST', '/v1/programmes/tea/approve', { proposal, reason: 'x' }, { as: 'ben' });
    expect(await approve(ids[0])).toMatchObject({ status: 200 });
    expect((await approve(ids[1])).body).toMatchObject({ code: 'programme_moved', expected: 1, found: 2 });
    const { items } = (await app.call('GET', '/v1/programmes/tea/proposals')).body;
    expect(items).toMatchObject([
      { status: 'superseded', version: null },
      { status: 'applied', version: 2 },
    ]);
    expect((await app.call('GET', '/v1/programmes/tea')).text).toBe(tea('', { name: 'One' }));
  });

  it('roll back as a new version, and say what is different', async () => {
    await app.put(tea());
    await app.put(tea(JUNE), { road: 'cli' });
    const back = (to: number) => app.call('POST', '/v1/programmes/tea/rollback', { to, reason: 'too dear' });
    expect((await back(7)).body).toMatchObject({ code: 'version_not_found', newest: 2 });
    expect((await back(1)).body).toMatchObject({ programme: { version: 3 }, repeated: false });
    expect((await back(1)).body).toMatchObject({ programme: { version: 3 }, repeated: true });
    expect((await app.call('GET', '/v1/programmes/tea/versions/3')).text).toBe(tea());
    const diff = (from: number, to: number) => app.call('GET', `/v1/programmes/tea/diff?from=${from}&to=${to}`);
    expect((await diff(1, 3)).body.changes).toEqual([]);
    expect((await diff(1, 2)).body.changes).toMatchObject([
      { kind: 'added', part: 'campaign', id: 'june' },
      { kind: 'added', part: 'offer', id: 'double' },
      { kind: 'added', part: 'offer', id: 'mug' },
    ]);
    const { items } = (await app.call('GET', '/v1/programmes/tea/history')).body;
    expect(items.at(-1)).toMatchObject({ step: 'applied', version: 3, rollbackTo: 1, reason: 'too dear' });
  });

  it('ask for tests where the installation does, and say what was expected and found', async () => {
    await app.close();
    app = await openApp(database, { policy: { approval: 'none', tests: 'required' } });
    const put = (tests?: string) =>
      app.put(JSON.stringify({ document: tea(), tests, reason: 'spring' }), { type: CHANGE });
    expect((await app.put(tea())).body).toMatchObject({ status: 422, code: 'tests_required' });
    expect((await put('tests: []')).body.code).toMatch(/^tests_(required|unreadable)$/);
    expect((await put('tests: [{ nam: x }]')).body).toMatchObject({ code: 'tests_unreadable' });
    expect((await put(teaTests(21))).body).toMatchObject({
      status: 422,
      code: 'tests_failed',
      errors: [{ test: 'a pot of tea', line: 4, expected: '21', found: '20' }],
    });
    expect(await put(teaTests(20))).toMatchObject({ status: 201 });
    const { items } = (await app.call('GET', '/v1/programmes/tea/history')).body;
    expect(items).toMatchObject([{ step: 'applied', reason: 'spring' }]);
  });
});
