import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { playGuide, Shortened } from './played-guide.fixture.js';
import { createHome, EXAMPLES, loyalty, RunningProgram, summaryOf, type TestHome } from './program.fixture.js';

const GUIDE = new URL('../../../docs/guides/households-and-merges.md', import.meta.url);

describe('The guide to households and merges', () => {
  let home: TestHome;
  let shop: RunningProgram;

  beforeAll(async () => {
    home = await createHome();
    shop = await RunningProgram.start(home.directory, ['serve', '--test-clock', '2026-03-01T08:00:00Z']);
    const document = await readFile(join(EXAMPLES, 'programmes', 'tea-shop.yaml'), 'utf8');
    await shop.request('PUT', '/v1/programmes/tea-shop', document, { 'content-type': 'application/yaml' });
  });
  afterAll(async () => {
    await shop.stop();
    await home.remove();
  });

  it('quotes what the product answers', async () => {
    const ids = new Shortened();
    for (const [card, amount] of [
      ['4007', '100.00'],
      ['4008', '30.00'],
    ] as const) {
      const member = await shop.post('/v1/members', { card }, { 'idempotency-key': `enrol-${card}` });
      ids.shorten(member.text);
      const lines = [{ id: '1', sku: 'TEA', quantity: '1', unitPrice: amount }];
      const sold = {
        source: 'till-1',
        externalId: `sale-${card}`,
        occurredAt: '2026-02-20T10:00:00Z',
        currency: 'EUR',
      };
      expect((await shop.post('/v1/purchases', { ...sold, member: { card }, lines })).status).toBe(201);
    }

    expect(await playGuide(GUIDE, { ids, whoAsks: () => shop })).toBeGreaterThan(10);
  });

  it('leaves a ledger that is proven', async () => {
    await shop.stop();
    const verified = await loyalty(['verify', '--home', home.directory, '--json']);
    expect([verified.code, summaryOf(verified)]).toMatchObject([0, { ok: true }]);
  });
});
