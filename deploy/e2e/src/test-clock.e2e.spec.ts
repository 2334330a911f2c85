import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHome, RunningProgram, type TestHome } from './program.fixture.js';

const PROGRAMME = `
id: slow-shop
name: Slow shop
currency: EUR
timeZone: Europe/Berlin
wallets:
  points:
    earn: { points: 1, per: 1.00, rounding: down }
    pending: P14D
    expiry: { after: P3M, endOf: month }
`;

describe('A year on the test clock', () => {
  let home: TestHome;
  let shop: RunningProgram;

  beforeAll(async () => {
    home = await createHome();
    shop = await RunningProgram.start(home.directory, ['serve', '--test-clock', '2026-01-01T00:00:00Z']);
  });
  afterAll(async () => {
    await shop.stop();
    await home.remove();
  });

  it('matures and expires what falls due on the way, and books it dated when it was due', async () => {
    const applied = await shop.request('PUT', '/v1/programmes/slow-shop', PROGRAMME, {
      'content-type': 'application/yaml',
    });
    expect([applied.status, applied.body]).toMatchObject([201, { programme: { version: 1 } }]);
    await shop.post('/v1/members', { source: 'crm', externalId: 'ada', card: '4007' });
    const { body } = await shop.post<{ account: { id: string } }>('/v1/purchases', {
      source: 'till-1',
      externalId: '1',
      occurredAt: '2025-12-31T23:00:00Z',
      member: { card: '4007' },
      currency: 'EUR',
      lines: [{ id: '1', sku: 'TEA', quantity: '1', unitPrice: '50.00' }],
    });
    const account = body.account.id;
    expect((await shop.post('/v1/test-clock', { now: '2026-01-14T23:00:00Z' })).status).toBe(200);
    expect(await wallet(account, 2)).toMatchObject({ available: 50, pending: 0 });

    await shop.post('/v1/test-clock', { now: '2027-01-01T00:00:00Z' });
    expect(await wallet(account, 3)).toMatchObject({ available: 0, pending: 0 });
    const entries = await shop.get<{ items: { type: string; occurredAt: string }[] }>(
      `/v1/accounts/${account}/entries`,
    );
    expect(entries.body.items.map(({ type, occurredAt }) => [type, occurredAt])).toEqual([
      ['expired', '2026-04-30T22:00:00Z'],
      ['matured', '2026-01-14T23:00:00Z'],
      ['earned', '2025-12-31T23:00:00Z'],
    ]);
  });

  it('is refused to go back', async () => {
    expect((await shop.post('/v1/test-clock', { now: '2026-01-01T00:00:00Z' })).status).toBe(409);
  });

  async function wallet(account: string, version: number): Promise<unknown> {
    const path = `/v1/accounts/${account}/balance?minVersion=${version}`;
    return (await shop.get<{ wallets: unknown[] }>(path)).body.wallets[0];
  }
});
