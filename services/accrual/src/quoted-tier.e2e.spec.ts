import { describe, expect, it } from '@jest/globals';
import { openApp } from './testing/app.fixture.js';
import { aPurchase, line, teaProgramme } from './testing/shop.fixture.js';

describe('The tier in a quote', () => {
  it('is told as a till shows it, before and after', async () => {
    const document = teaProgramme({
      programme: `
tiers:
  period: calendar_year
  ladder:
    - { id: bronze, name: Bronze }
    - { id: silver, name: Silver, needs: { points: 500 } }
`,
    });
    const app = await openApp({ document });
    app.members.join('tea', { kind: 'card', value: '4007' });
    await app.call('POST', '/v1/purchases', aPurchase({ lines: [line('1', '300.00')] }));
    const { body } = await app.call('POST', '/v1/quotes', {
      member: { card: '4007' },
      currency: 'EUR',
      lines: [line('1', '250.00')],
    });
    expect(body.tier).toEqual({
      id: 'bronze',
      until: null,
      progress: 300,
      next: { id: 'silver', needed: 200 },
      after: { id: 'silver', until: '2027-12-31T23:00:00Z', progress: 550, next: null },
    });
    await app.close();
  });

  it('is found afterwards, too, by whoever asks why an offer for another tier gave nothing', async () => {
    const document = teaProgramme({
      programme: `
tiers:
  period: calendar_year
  ladder:
    - { id: bronze, name: Bronze }
    - { id: silver, name: Silver, needs: { points: 500 } }
    - { id: gold, name: Gold, needs: { points: 1000 } }
offers:
  - { id: for-gold, give: { points: 5 }, only: { tiers: [gold] } }
`,
    });
    const app = await openApp({ document });
    app.members.join('tea', { kind: 'card', value: '4007' });
    const why = [];
    for (const amount of ['600.00', '600.00', '1.00']) {
      const purchase = aPurchase({ lines: [line('1', amount)] });
      const { source: _source, externalId: _id, receipt: _receipt, ...basket } = purchase;
      const quoted = (await app.call('POST', '/v1/quotes', basket)).body.notEarned;
      const { id } = (await app.call('POST', '/v1/purchases', purchase)).body.purchase;
      why.push({ id, quoted });
    }
    const told = [];
    for (const { id, quoted } of why) {
      const { notEarned } = (await app.call('GET', `/v1/purchases/${id}/why`)).body;
      expect(notEarned).toEqual(quoted);
      told.push(notEarned.map(({ text }: { text: string }) => text));
    }
    expect(told).toEqual([['Tier: “Gold” needed, “Bronze” found.'], ['Tier: “Gold” needed, “Silver” found.'], []]);
    await app.close();
  });
});
