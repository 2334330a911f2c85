import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPool } from '@loyalty/postgres';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from './client.fixture.js';
import { EXAMPLES } from './program.fixture.js';
import { RunningServices } from './services.fixture.js';
import { until } from './until.fixture.js';

interface Purchase {
  readonly purchase: { readonly id: string };
  readonly account: { readonly id: string; readonly version: number };
  readonly balance: readonly { readonly available: number }[];
  readonly repeated: boolean;
}

const basket = (externalId: string) => ({
  source: 'till-1',
  externalId,
  occurredAt: '2026-01-05T10:15:00+01:00',
  member: { card: '4007' },
  currency: 'EUR',
  lines: [{ id: '1', sku: 'TEA', quantity: '2', unitPrice: '10.00' }],
});

describe('Services in processes of their own', () => {
  let services: RunningServices;
  let shop: Client;
  let account: string;

  beforeAll(async () => {
    services = await RunningServices.prepare({}, { copy: false });
    shop = services.client();
  });
  afterAll(() => services.close());

  const readiness = async (service: 'balance' | 'accrual' | 'redemption') => {
    const answer = await fetch(`${services.urlOf(service)}/health/ready`);
    const { checks } = (await answer.json()) as { checks: Record<string, string> };
    return { status: answer.status, checks };
  };

  it('may be started in any order: what is missing is waited for, and readiness says what', async () => {
    const redemption = services.spawn('redemption');
    await until(async () => redemption.output().stderr.includes('accrual is not there yet'));
    expect(await readiness('redemption')).toMatchObject({ status: 503, checks: { accrual: 'cannot be reached' } });
    const balance = services.spawn('balance');
    await until(async () => balance.output().stderr.includes('accrual is not there yet'));
    expect(await readiness('balance')).toMatchObject({ status: 503, checks: { accrual: 'cannot be reached' } });
    expect((await fetch(`${services.urlOf('balance')}/health/live`)).status).toBe(200);

    await services.start('accrual');
    await Promise.all([balance.ready, redemption.ready]);
    expect(await readiness('accrual')).toMatchObject({ status: 503, checks: { enrollment: 'cannot be reached' } });
    await services.start('enrollment');
    await until(async () => (await readiness('accrual')).status === 200);
    await until(async () => (await readiness('balance')).status === 200);
  });

  it('give the answers of one process', async () => {
    const document = await readFile(join(EXAMPLES, 'programmes', 'tea-shop.yaml'), 'utf8');
    const applied = await shop.request('PUT', '/v1/programmes/tea-shop', document, {
      'content-type': 'application/yaml',
    });
    expect(applied.status).toBeLessThan(300);
    await shop.post('/v1/members', { source: 'crm', externalId: 'ada', card: '4007' });

    const first = await shop.post<Purchase>('/v1/purchases', basket('first'));
    expect([first.status, first.body.balance[0]?.available]).toEqual([201, 20]);
    account = first.body.account.id;
    const again = await shop.post<Purchase>('/v1/purchases', basket('first'));
    expect([again.status, again.body]).toEqual([200, { ...first.body, repeated: true }]);

    const back = { source: 'till-1', externalId: 'back', occurredAt: '2026-01-06T10:15:00+01:00' };
    const purchase = { id: first.body.purchase.id };
    const returned = await shop.post('/v1/returns', { ...back, purchase, lines: [{ id: '1', quantity: '1' }] });
    expect(returned.body).toMatchObject({ takenBack: [{ wallet: 'points', points: 10, shortfall: 0 }] });

    const balance = await shop.get(`/v1/accounts/${account}/balance?minVersion=2`);
    expect(balance.body).toMatchObject({ version: 2, wallets: [{ wallet: 'points', available: 10 }] });
    const found = await shop.post('/v1/members/lookup', { card: '4007' });
    expect(found.body).toMatchObject({
      accounts: [{ id: account, version: 2, balance: [{ wallet: 'points', available: 10 }] }],
    });
  });

  it('spend points beside the process that gives them, and free what is left alone', async () => {
    const order = (externalId: string, points: number, more: object = {}) => ({
      source: 'web',
      externalId,
      member: { card: '4007' },
      points: [{ wallet: 'points', points }],
      ...more,
    });
    // A programme that accrual has just taken is known a second later.
    await until(async () => (await shop.post('/v1/redemptions?dryRun=true', order('ask', 1))).status === 201);
    const held = await shop.post<{ redemption: { id: string } }>('/v1/redemptions', order('W-1', 4, { order: 'W-1' }));
    expect([held.status, held.body]).toMatchObject([201, { balance: [{ available: 6, held: 4 }] }]);
    const { id } = held.body.redemption;
    const [one, other] = await Promise.all([
      shop.post<Purchase>('/v1/purchases', basket('beside')),
      shop.post(`/v1/redemptions/${id}/capture`, {}),
    ]);
    expect([one.status, other.status]).toEqual([201, 201]);
    await shop.post('/v1/redemptions', order('W-2', 1, { lapsesAfter: 'PT1S' }));
    const path = `/v1/accounts/${account}/balance?minVersion=7`;
    // Booked by accrual's job, which reads what redemption has written.
    await until(async () => (await shop.get(path)).status === 200);
    expect((await shop.get(path)).body).toMatchObject({ version: 7, wallets: [{ available: 26, held: 0 }] });
    await shop.post(`/v1/redemptions/${id}/refund`, {}, { 'Idempotency-Key': 'all' });
    const back = { source: 'till-1', externalId: 'back-beside', occurredAt: '2026-01-06T10:15:00+01:00' };
    const purchase = { id: one.body.purchase.id };
    await shop.post('/v1/returns', { ...back, purchase, lines: [{ id: '1', quantity: '2' }] });
  });

  it('claim, over two processes, what a stranger bought before joining', async () => {
    const justNow = new Date(Date.now() - 60_000).toISOString();
    const stranger = { ...basket('stranger'), occurredAt: justNow, member: { card: '9009' } };
    expect((await shop.post('/v1/purchases', stranger)).body).toMatchObject({ account: null });
    const joined = await shop.post<{ account: { id: string } }>('/v1/members', {
      source: 'crm',
      externalId: 'bo',
      card: '9009',
    });
    const url = `/v1/accounts/${joined.body.account.id}/balance?minVersion=1`;
    expect((await shop.get(url)).body).toMatchObject({ wallets: [{ available: 20 }] });
  });

  it('have roles that can read nothing of another’s', async () => {
    await services.start('campaign');
    const looks: readonly (readonly ['accrual' | 'enrollment' | 'balance' | 'redemption' | 'campaign', string])[] = [
      ['balance', 'enrollment.members'],
      ['balance', 'ledger.events'],
      ['accrual', 'enrollment.members'],
      ['accrual', 'balance.accounts'],
      ['enrollment', 'ledger.events'],
      ['enrollment', 'balance.accounts'],
      ['redemption', 'enrollment.members'],
      ['redemption', 'balance.accounts'],
      ['redemption', 'accrual.due_accounts'],
      ['campaign', 'enrollment.members'],
      ['campaign', 'accrual.due_accounts'],
      ['accrual', 'campaign.proposals'],
    ];
    for (const [service, table] of looks) {
      const pool = createPool(services.databaseUrlOf(service), { max: 1 });
      await expect(pool.query(`select * from ${table}`)).rejects.toThrow(/permission denied/);
      await pool.end();
    }
  });

  it('say 503 while a neighbour is away, lose nothing, and go on when it is back', async () => {
    await services.stop('enrollment', 'SIGKILL');
    const refused = await shop.post('/v1/purchases', basket('meanwhile'));
    expect([refused.status, refused.body['code'], refused.headers.get('Retry-After')]).toEqual([
      503,
      'service_unavailable',
      '1',
    ]);
    await services.start('enrollment');
    await until(async () => (await readiness('accrual')).status === 200);
    expect(await shop.post('/v1/purchases', basket('meanwhile'))).toMatchObject({
      status: 201,
      body: { repeated: false },
    });
  });

  it('end in order at SIGTERM, and lose nothing to SIGKILL', async () => {
    await services.stop('accrual', 'SIGKILL');
    await services.start('accrual');
    const kept = await shop.post<Purchase>('/v1/purchases', basket('meanwhile'));
    expect([kept.status, kept.body.repeated, kept.body.balance[0]?.available]).toEqual([200, true, 30]);
    for (const service of ['campaign', 'redemption', 'balance', 'accrual', 'enrollment'] as const) {
      expect(await services.stop(service)).toBe(0);
      expect(services.outputOf(service)).toContain('stopped');
    }
  });
});
