import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type App, openApp } from './testing/app.fixture.js';
import { aMug } from './testing/rewards.fixture.js';

const WAREHOUSE = { Authorization: 'Bearer warehouse' };

describe('A warehouse', () => {
  let app: App;
  let redemption: string;
  beforeEach(async () => {
    app = await openApp();
    await app.shop.earn(100);
    await app.call('PUT', '/v1/rewards/mug?reason=as+agreed', aMug());
    const sent = { source: 'shop', externalId: 'O-1', member: { card: '4007' }, reward: { id: 'mug' }, capture: true };
    redemption = (await app.call('POST', '/v1/redemptions', sent)).body.redemption.id;
    app.shop.clock.set('2026-06-05T12:00:00Z');
  });
  afterEach(() => app.close());

  const say = async (status: string, day?: number, reason?: string) => {
    const occurredAt = day === undefined ? {} : { occurredAt: `2026-06-0${day}T10:00:00Z` };
    const sent = { redemption, status, ...occurredAt, ...(reason !== undefined && { reason }) };
    const answer = await app.call('POST', '/v1/fulfilments', sent, WAREHOUSE);
    return [answer.status, answer.body.code ?? answer.body.redemption.reward.fulfilment.status];
  };

  it('says with its own key how far a reward is, and can spend nothing', async () => {
    expect(await say('shipped', 2)).toEqual([201, 'shipped']);
    expect((await app.call('POST', `/v1/redemptions/${redemption}/refund`, {}, WAREHOUSE)).status).toBe(403);
    expect((await app.call('GET', `/v1/redemptions/${redemption}`)).body.redemption.reward.fulfilment).toEqual({
      status: 'shipped',
      at: '2026-06-02T10:00:00Z',
      actor: 'key_warehouse',
    });
  });

  it('may send again, late and out of order: what is older than what is known changes nothing', async () => {
    expect(await say('delivered', 4)).toEqual([201, 'delivered']);
    expect(await say('shipped', 2)).toEqual([200, 'delivered']);
    expect(await say('delivered', 4)).toEqual([200, 'delivered']);
    expect(await say('returned', 5, 'broken')).toEqual([201, 'returned']);
    expect(await say('delivered', 4)).toEqual([200, 'returned']);
  });

  it('does not undo a failure by sending again what was before it', async () => {
    expect(await say('shipped', 2)).toEqual([201, 'shipped']);
    expect(await say('failed', 3, 'nobody there')).toEqual([201, 'failed']);
    expect(await say('shipped', 2)).toEqual([200, 'failed']);
    expect(await say('shipped', 4)).toEqual([201, 'shipped']);
  });

  it('whose clock is ahead does not put off what comes after', async () => {
    expect(await say('shipped', 9)).toEqual([201, 'shipped']);
    app.shop.clock.set('2026-06-05T12:01:00Z');
    expect(await say('delivered', 9)).toEqual([201, 'delivered']);
  });

  it('without a time is told where the reward may go from where it is', async () => {
    expect(await say('delivered')).toEqual([201, 'delivered']);
    expect(await say('shipped')).toEqual([409, 'fulfilment_not_possible']);
  });
});
