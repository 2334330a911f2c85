import { describe, expect, it } from '@jest/globals';
import type { SentRedemption } from '../domain/sent-redemption.js';
import { aMug, aMugFor, put } from '../testing/rewards.fixture.js';
import { anOrder, authorised, openShop, programmeOf, TEA, teaProgramme } from '../testing/shop.fixture.js';
import { authorise } from './authorise.js';

const BEFORE = `
partners: [{ id: spa, redeems: { rate: 0.01 } }]
payWithPoints: { wallets: { points: { points: 100, pay: { EUR: 1.00 }, minimum: 50 } } }
`;

/** A shop whose programmes can be put anew while a request is on its way. */
async function opened() {
  let programmes = [programmeOf(teaProgramme(BEFORE))];
  const shop = { ...(await openShop()), programmes: async () => programmes };
  await shop.earn(1000);
  return { shop, apply: (...documents: readonly string[]) => (programmes = documents.map(programmeOf)) };
}

describe('A redemption that is sent again', () => {
  it.each<[string, Partial<SentRedemption>, string]>([
    ['the partner takes points no more', { partner: 'spa' }, teaProgramme()],
    ['nothing may be held so long', { lapsesAfter: 'PT10H' }, teaProgramme('holdLapsesAfterMax: PT1H')],
    ['more points are asked for at once', { pays: {} }, teaProgramme(BEFORE.replace('minimum: 50', 'minimum: 500'))],
    ['points pay nothing', { pays: {} }, teaProgramme()],
    ['the wallet is gone', {}, teaProgramme().replace(/\n {2}points: .*/, '')],
  ])('gets its first answer also where by now %s', async (_what, change, after) => {
    const { shop, apply } = await opened();
    const sent = anOrder(100, change);
    const first = await authorised(shop, sent);
    apply(after);
    const heads = await shop.heads();
    expect(await authorised(shop, sent)).toMatchObject({ id: first.id, repeated: true, after: first.after });
    expect(await shop.heads()).toEqual(heads);
    expect(await authorise({ ...sent, externalId: 'another' }, shop)).toMatchObject({ rejected: true });
    expect(await authorise({ ...sent, order: 'another' }, shop)).toMatchObject({
      rejection: { reason: 'already_used_with_other_content', first: first.id, differs: ['order'] },
    });
  });

  it('gets it where its card is nobody’s by now, and where there is a second programme', async () => {
    const { shop, apply } = await opened();
    const sent = anOrder(100);
    const first = await authorised(shop, sent);
    const nobody = { ...shop, members: { resolve: async () => [undefined] } };
    expect(await authorise(sent, nobody as never)).toMatchObject({ repeated: true });
    apply(teaProgramme(), teaProgramme('', 'coffee'));
    expect(await authorised(shop, sent)).toMatchObject({ id: first.id, repeated: true });
    expect(await authorise(anOrder(1), shop)).toMatchObject({ rejection: { reason: 'programme_required' } });
    expect(await authorise(anOrder(1, { programme: TEA }), nobody as never)).toMatchObject({
      rejection: { reason: 'member_not_found' },
    });
  });

  it('gets it where its reward is paid out by now', async () => {
    const { shop } = await opened();
    await put(shop, aMug());
    const sent = aMugFor();
    const first = await authorised(shop, sent);
    await put(shop, aMug({ kind: 'cash_out', gives: { amount: '1.00', currency: 'EUR' } }));
    expect(await authorised(shop, sent)).toMatchObject({ id: first.id, repeated: true });
    expect(await authorise(aMugFor(), shop)).toMatchObject({ rejection: { reason: 'reward_is_paid_out' } });
  });
});
