import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPool } from '@loyalty/postgres';
import type { Client } from './client.fixture.js';
import { basket, type Bought, JUNE, offersOf, tea } from './programme-documents.fixture.js';
import { loyalty, summaryOf } from './program.fixture.js';
import { RunningServices } from './services.fixture.js';
import { until } from './until.fixture.js';

/** Accrual looks every second; the rest is for the look itself, on a machine that does other things. */
const FOLLOWS_MS_MAX = 3_000;
const YAML = { 'content-type': 'application/yaml' };

describe('Campaign in a process of its own', () => {
  let services: RunningServices;
  let shop: Client;
  let second: Client;

  beforeAll(async () => {
    services = await RunningServices.prepare();
    await services.start('accrual', 'enrollment', 'campaign');
    shop = services.client();
    second = services.clientOf(await keyOf('ben', 'programmes:write,programmes:approve'));
  });
  afterAll(() => services?.close());

  const keyOf = async (name: string, scopes: string) => {
    const made = await loyalty(['keys', 'create', '--name', name, '--scopes', scopes, '--json', '--home', 'keys'], {
      cwd: services.directory,
      environment: { DATABASE_URL: services.database.url },
    });
    return summaryOf<{ key: string }>(made).key;
  };
  const put = (document: string) => shop.request('PUT', '/v1/programmes/tea', document, YAML);
  const buy = async () => offersOf((await shop.post<Bought>('/v1/purchases', basket('1.00'))).body);

  it('tells accrual of a change before it answers, so that the next purchase is judged by it', async () => {
    expect((await put(tea())).status).toBe(201);
    await shop.post('/v1/members', { source: 'crm', externalId: 'ann', card: '4007' });
    expect(await buy()).toEqual(['base']);
    expect((await put(tea(JUNE))).body).toMatchObject({ programme: { version: 2 } });
    expect(await buy()).toEqual(['base', 'double', 'mug']);
  });

  it('is followed by accrual at its next look also where nobody could tell it', async () => {
    await services.stop('campaign');
    services.tell('campaign', { LOYALTY_ACCRUAL_RPC: '127.0.0.1:1' });
    await services.start('campaign');
    const made = await shop.post<{ id: string }>('/v1/campaigns', {
      programme: 'tea',
      campaign: 'june',
      name: 'June',
      reason: 'a summer of tea',
    });
    const paused = await shop.request('PATCH', `/v1/campaigns/${made.body.id}`, { status: 'paused', reason: 'x' });
    expect(paused.body).toMatchObject({ status: 'paused' });
    const answeredAt = Date.now();
    while ((await buy()).includes('double')) await wait(50);
    expect(Date.now() - answeredAt).toBeLessThan(FOLLOWS_MS_MAX);
    expect(await buy()).toEqual(['base', 'mug']);
  });

  it('keeps its policy at accrual’s own door too, since the log holds it', async () => {
    const policy = { approval: 'required', tests: 'none', reason: 'four eyes' };
    expect((await shop.request('PUT', '/v1/programmes/tea/policy', policy)).status).toBe(200);
    const asked = await fetch(`${services.urlOf('accrual')}/v1/programmes/tea`, {
      method: 'PUT',
      headers: { ...YAML, authorization: `Bearer ${shop.key}` },
      body: tea(),
    });
    expect([asked.status, await asked.json()]).toMatchObject([409, { code: 'programme_guarded', asks: 'approval' }]);
  });

  it('applies what was approved once, where it is killed on the way into the log', async () => {
    const proposed = await shop.request<{ proposal: { id: string } }>('PUT', '/v1/programmes/tea', tea(), YAML);
    const { id } = proposed.body.proposal;
    // Whoever holds the heads of the ledger keeps everybody from writing.
    const pool = createPool(services.database.url, { max: 2 });
    const holder = await pool.connect();
    await holder.query('begin');
    await holder.query('select * from ledger.heads for update');
    const approval = second
      .post('/v1/programmes/tea/approve', { proposal: id, reason: 'agreed' })
      .catch(() => undefined);
    const statusOf = async () => {
      const { rows } = await pool.query<{ status: string }>(
        'select status from campaign.proposals order by proposed_at desc limit 1',
      );
      return rows[0]?.status;
    };
    await until(async () => (await statusOf()) === 'accepted');
    await services.stop('campaign', 'SIGKILL');
    await approval;
    await holder.query('rollback');
    holder.release();

    await services.start('campaign');
    await until(async () => (await statusOf()) === 'applied');
    await pool.end();
    const { items } = (await shop.get<{ items: readonly Record<string, unknown>[] }>('/v1/programmes/tea/history'))
      .body;
    const made = items.filter(({ proposal }) => proposal === id).map(({ step, version }) => [step, version]);
    expect(made).toEqual([
      ['proposed', undefined],
      ['approved', 3],
      ['applied', 3],
    ]);
    await until(async () => (await buy()).length === 1);
    expect((await second.post('/v1/programmes/tea/approve', { proposal: id, reason: 'agreed' })).body).toMatchObject({
      programme: { version: 3 },
      repeated: true,
    });
  });
});
