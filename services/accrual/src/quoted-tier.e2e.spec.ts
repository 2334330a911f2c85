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
});
