import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { type App, openApp } from './testing/app.fixture.js';
import { JUNE, tea } from './testing/tea.fixture.js';

describe('The doors of campaigns', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let app: App;
  const given = new Map<string, bigint>();
  const told: string[] = [];

  beforeAll(async () => void (server = await startTestPostgres()));
  afterAll(() => server?.stop());
  beforeEach(async () => {
    given.clear();
    told.length = 0;
    database = await createTestDatabase(server);
    app = await openApp(database, {
      given: async (programme, counters) =>
        new Map(counters.map((counter) => [counter, given.get(`${programme}/${counter}`) ?? 0n])),
      announce: async () => void told.push('accrual'),
    });
    await app.put(tea(JUNE));
  });
  afterEach(async () => {
    await app.close();
    await database.drop();
  });

  const june = { programme: 'tea', campaign: 'june', name: 'June', goal: 'sell more tea' };
  const sent = { ...june, reason: 'the plan of June' };
  const register = async () => (await app.call('POST', '/v1/campaigns', sent)).body.id as string;
  const edit = (id: string, change: object) =>
    app.call('PATCH', `/v1/campaigns/${id}`, { reason: 'sold out', ...change });

  it('show a campaign of the document with its period, its offers, and what its budget has left', async () => {
    given.set('tea/budget/campaign/june', 30n);
    const made = await app.call('POST', '/v1/campaigns', sent);
    const view = {
      ...june,
      status: 'live',
      from: '2026-06-01T00:00:00Z',
      until: '2026-07-01T00:00:00Z',
      offers: ['double'],
      budget: { points: 100, given: 30, left: 70 },
      switched: null,
      createdBy: 'key_ann',
    };
    expect(made).toMatchObject({ status: 201, body: { ...view, repeated: false } });
    expect(made.body.id).toMatch(/^cmp_/);
    expect((await app.call('POST', '/v1/campaigns', sent)).body).toMatchObject({ id: made.body.id, repeated: true });
    expect((await app.call('POST', '/v1/campaigns', { ...sent, name: 'July' })).body).toMatchObject({
      status: 409,
      code: 'already_used_with_other_content',
      first: made.body.id,
    });
    expect((await app.call('GET', `/v1/campaigns/${made.body.id}`)).body).toMatchObject(view);
    given.set('tea/budget/campaign/june', 130n);
    expect((await app.call('GET', '/v1/campaigns?programme=tea')).body).toMatchObject({
      items: [{ campaign: 'june', budget: { given: 130, left: 0 } }],
    });
    expect((await app.call('GET', '/v1/campaigns?programme=wine')).body.items).toEqual([]);
    expect((await app.call('POST', '/v1/campaigns', { ...sent, programme: 'wine' })).body).toMatchObject({
      code: 'programme_not_found',
    });
    expect((await app.call('GET', '/v1/campaigns/cmp_1')).body).toMatchObject({ code: 'campaign_not_found' });
  });

  it('know a draft, a time to come and an end', async () => {
    const id = await register();
    const status = async () => (await app.call('GET', `/v1/campaigns/${id}`)).body.status;
    app.moveTo('2026-05-31T23:59:59Z');
    expect(await status()).toBe('scheduled');
    app.moveTo('2026-06-30T23:59:59Z');
    expect(await status()).toBe('live');
    app.moveTo('2026-07-01T00:00:00Z');
    expect(await status()).toBe('ended');
    const draft = await app.call('POST', '/v1/campaigns', { ...sent, campaign: 'autumn' });
    expect(draft.body).toMatchObject({ status: 'draft', offers: [], budget: null });
    expect((await edit(draft.body.id, { status: 'paused' })).body).toMatchObject({ code: 'campaign_not_applied' });
  });

  it('pause, resume and stop for good, with a reason, and tell who judges purchases', async () => {
    const id = await register();
    told.length = 0;
    expect((await app.call('PATCH', `/v1/campaigns/${id}`, { status: 'paused' })).body).toMatchObject({
      code: 'invalid_request',
    });
    app.moveTo('2026-06-02T12:00:00Z');
    expect((await edit(id, { status: 'paused' })).body).toMatchObject({
      status: 'paused',
      switched: { by: 'key_ann', road: 'http', reason: 'sold out', at: '2026-06-02T12:00:00Z' },
    });
    expect(told).toEqual(['accrual']);
    expect((await edit(id, { status: 'paused' })).body).toMatchObject({ status: 'paused' });
    app.moveTo('2026-06-03T12:00:00Z');
    expect((await edit(id, { status: 'live', name: 'June, again' })).body).toMatchObject({
      status: 'live',
      name: 'June, again',
    });
    app.moveTo('2026-06-04T12:00:00Z');
    expect((await edit(id, { status: 'stopped' })).body).toMatchObject({ status: 'stopped' });
    expect((await edit(id, { status: 'live' })).body).toMatchObject({ status: 409, code: 'campaign_stopped' });
    const { items } = (await app.call('GET', '/v1/programmes/tea/history')).body;
    expect(items.map(({ step }: { step: string }) => step)).toEqual([
      'applied',
      'campaign_registered',
      'campaign_paused',
      'campaign_resumed',
      'campaign_edited',
      'campaign_stopped',
    ]);
  });
});
