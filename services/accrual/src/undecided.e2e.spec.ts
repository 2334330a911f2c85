import { describe, expect, it } from '@jest/globals';
import { openApp } from './testing/app.fixture.js';
import { aPurchase, line, TEA, teaProgramme } from './testing/shop.fixture.js';

const LIMIT = '{ id: large, on: purchases, of: member, within: P1D, points: 50, wallet: points, then: review }';

describe('Points that nobody decides about', () => {
  it('are taken back by a job when their time is over, where the programme says so', async () => {
    const programme = `velocity: { limits: [${LIMIT}], reviewWithin: P2D, undecided: rejected }`;
    const app = await openApp({ document: teaProgramme({ programme }) });
    app.members.join(TEA, { kind: 'card', value: '4007' });
    const sent = aPurchase({ member: { card: '4007' }, lines: [line('1', '60.00')] });
    const bought = await app.call('POST', '/v1/purchases', sent);
    expect(bought.body).toMatchObject({
      earned: [{ points: 60, availableAt: null, expiresAt: null, awaits: 'manual_review' }],
      balance: [{ available: 0, pending: 60 }],
      review: { lapsesAt: '2026-06-03T12:00:00Z' },
    });
    const again = async () =>
      (await app.call('POST', '/v1/purchases', aPurchase({ member: { card: '4007' }, lines: [line('1', '1.00')] })))
        .body;
    await app.call('POST', '/v1/test-clock', { now: '2026-06-03T11:59:59Z' });
    expect(await again()).toMatchObject({ balance: [{ available: 1, pending: 60 }] });
    await app.call('POST', '/v1/test-clock', { now: '2026-06-03T12:00:00Z' });
    expect(await again()).toMatchObject({ balance: [{ available: 2, pending: 0 }] });
    await app.close();
  });
});
