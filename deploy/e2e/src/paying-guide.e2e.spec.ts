import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { playGuide, Shortened } from './played-guide.fixture.js';
import { createHome, loyalty, RunningProgram, summaryOf, type TestHome } from './program.fixture.js';

const GUIDE = new URL('../../../docs/guides/paying-with-points.md', import.meta.url);

describe('The guide to paying with points', () => {
  let home: TestHome;
  let shop: RunningProgram;

  beforeAll(async () => {
    home = await createHome();
    shop = await RunningProgram.start(home.directory, ['serve', '--test-clock', '2026-03-02T10:00:00Z']);
    const [, document = ''] = /```yaml\n([\s\S]*?)```/.exec(await readFile(GUIDE, 'utf8')) ?? [];
    const put = await shop.request('PUT', '/v1/programmes/tea', document, { 'content-type': 'application/yaml' });
    expect(put.status).toBe(201);
  });
  afterAll(async () => {
    await shop.stop();
    await home.remove();
  });

  it('quotes what the product answers', async () => {
    await shop.post('/v1/members', { card: '4007' }, { 'idempotency-key': 'enrol' });
    const sold = { source: 'till-1', externalId: 'S-1', occurredAt: '2026-02-20T10:00:00Z', currency: 'EUR' };
    const lines = [{ id: '1', sku: 'SAMOVAR', quantity: '1', amount: '5000.00' }];
    expect((await shop.post('/v1/purchases', { ...sold, member: { card: '4007' }, lines })).status).toBe(201);

    expect(await playGuide(GUIDE, { ids: new Shortened(), whoAsks: () => shop })).toBe(8);
  });

  it('refuses the redemption’s own road back, and prints what points paid in either language', async () => {
    const [redemption] = /\bred_[0-9a-z]{26}\b/.exec((await shop.request('GET', REDEMPTION)).text) ?? [''];
    const refund = await shop.post(`/v1/redemptions/${redemption}/refund`, {}, { 'idempotency-key': 'again' });
    expect(refund).toMatchObject({ status: 409, body: { code: 'redemption_refunded' } });
    const purchase = await shop.request('GET', '/v1/purchases?source=web-shop&externalId=W-1');
    expect(purchase.body).toMatchObject({
      payments: [
        { kind: 'points', amount: '20.00', redemption, wallet: 'points', points: 2000 },
        { kind: 'card', amount: '80.00' },
      ],
    });
  });

  it('leaves a ledger that is proven, recomputed and reconciled', async () => {
    await shop.stop();
    const ask = (command: string) => loyalty([command, '--home', home.directory, '--json']);
    const verified = await ask('verify');
    expect([verified.code, summaryOf(verified)]).toMatchObject([0, { ok: true }]);
    const audited = await ask('audit');
    expect([audited.code, summaryOf(audited)]).toMatchObject([0, { different: 0, purchases: 2, returns: 2 }]);
    const reconciled = await ask('reconcile');
    expect([reconciled.code, summaryOf(reconciled)]).toMatchObject([0, { differences: [] }]);
  });
});

const REDEMPTION = '/v1/redemptions?source=web-shop&externalId=W-1';
