import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from './client.fixture.js';
import { playGuide, Shortened } from './played-guide.fixture.js';
import { createHome, loyalty, RunningProgram, summaryOf, type TestHome } from './program.fixture.js';

const GUIDE = new URL('../../../docs/guides/gifts-in-review.md', import.meta.url);

describe('The guide to gifts in review', () => {
  let home: TestHome;
  let shop: RunningProgram;

  beforeAll(async () => {
    home = await createHome();
    shop = await RunningProgram.start(home.directory, ['serve', '--test-clock', '2026-06-01T12:00:00Z']);
    const [, document = ''] = /```yaml\n([\s\S]*?)```/.exec(await readFile(GUIDE, 'utf8')) ?? [];
    const applied = await shop.request('PUT', '/v1/programmes/tea', document, { 'content-type': 'application/yaml' });
    expect(applied.status).toBe(201);
  });
  afterAll(async () => {
    await shop.stop();
    await home.remove();
  });

  it('quotes what the product answers', async () => {
    const ids = new Shortened();
    for (const card of ['4007', '4008']) {
      const member = await shop.post('/v1/members', { card }, { 'idempotency-key': `enrol-${card}` });
      ids.shorten(member.text);
    }
    const sold = { source: 'till-1', externalId: 'sale', occurredAt: '2026-05-25T12:00:00Z', currency: 'EUR' };
    const lines = [{ id: '1', sku: 'TEA', quantity: '1', unitPrice: '100.00' }];
    expect((await shop.post('/v1/purchases', { ...sold, member: { card: '4007' }, lines })).status).toBe(201);

    const where = ['--home', home.directory, '--json'];
    const made = await loyalty(['keys', 'create', '--name', 'max', '--scopes', 'reviews:read,reviews:write', ...where]);
    const max = new Client(shop.urlOf, summaryOf<{ key: string }>(made).key);
    const whoAsks = (path: string) => (path.startsWith('/v1/reviews/') ? max : shop);
    expect(await playGuide(GUIDE, { ids, whoAsks })).toBeGreaterThan(7);
  });

  it('leaves a ledger that is proven', async () => {
    await shop.stop();
    const verified = await loyalty(['verify', '--home', home.directory, '--json']);
    expect([verified.code, summaryOf(verified)]).toMatchObject([0, { ok: true }]);
  });
});
