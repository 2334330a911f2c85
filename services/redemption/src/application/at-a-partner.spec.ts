import { describe, expect, it } from '@jest/globals';
import { accountStream } from '@loyalty/ledger';
import { anOrder, authorised, openShop, type Shop, teaProgramme } from '../testing/shop.fixture.js';
import { accountStreamId } from './account-book.js';
import { authorise } from './authorise.js';
import { captureRedemption } from './capture.js';
import { refundRedemption } from './refund.js';

const PARTNERS = 'partners: [bank, { id: spa, redeems: { rate: 0.01 } }, { id: gym, redeems: { rate: 0.02 } }]';

async function spaShop(): Promise<Shop> {
  const shop = await openShop({ documents: [teaProgramme(PARTNERS)] });
  await shop.earn(100);
  return shop;
}

/** What the account says of each time that points were spent or came back: at which partner. */
async function partnersOf({ store, owner }: Shop) {
  const events = await store.readStream(accountStreamId(owner.account));
  return events
    .map(accountStream.decode)
    .flatMap((event) =>
      event.type === 'PointsBurned' || event.type === 'PointsRefunded' ? [[event.type, event.partner]] : [],
    );
}

describe('A redemption at a partner', () => {
  it('names the partner on what is captured and on what is given back', async () => {
    const shop = await spaShop();
    const { id, redemption } = await authorised(shop, anOrder(60, { partner: 'spa' }));
    expect(redemption.facts.partner).toBe('spa');
    await captureRedemption(id, {}, shop);
    await refundRedemption({ id, points: [{ wallet: 'points', points: 20 }], idempotencyKey: 'k' }, shop);
    expect(await partnersOf(shop)).toEqual([
      ['PointsBurned', 'spa'],
      ['PointsRefunded', 'spa'],
    ]);
  });

  it('is spent there at once where a till says so; without a partner, at the programme’s own', async () => {
    const shop = await spaShop();
    await authorised(shop, anOrder(10, { partner: 'gym', capture: true }));
    await authorised(shop, anOrder(10, { capture: true }));
    expect(await partnersOf(shop)).toEqual([
      ['PointsBurned', 'gym'],
      ['PointsBurned', undefined],
    ]);
  });

  it('is refused at who is no partner or takes no points, and says who does', async () => {
    const shop = await spaShop();
    for (const partner of ['bank', 'sauna']) {
      expect(await authorise(anOrder(10, { partner }), shop)).toEqual({
        rejected: true,
        rejection: { reason: 'partner_not_found', partner, partners: ['spa', 'gym'] },
      });
    }
  });

  it('is another redemption than the same one elsewhere', async () => {
    const shop = await spaShop();
    const sent = anOrder(10, { partner: 'spa' });
    await authorised(shop, sent);
    expect(await authorise({ ...sent, partner: 'gym' }, shop)).toMatchObject({
      rejection: { reason: 'already_used_with_other_content', differs: ['partner'] },
    });
    expect(await authorised(shop, sent)).toMatchObject({ repeated: true });
  });
});
