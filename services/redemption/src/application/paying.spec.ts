import { describe, expect, it } from '@jest/globals';
import { redemptionStream, type PurchasePaid } from '@loyalty/contracts';
import { parseProgramme, type Programme } from '@loyalty/programme';
import { fromId } from '@loyalty/service-host/values';
import { anOrder, openShop, teaProgramme, type Shop } from '../testing/shop.fixture.js';
import { authorise } from './authorise.js';
import { captureRedemption } from './capture.js';
import { Reconciler } from './reconcile.js';
import { refundRedemption } from './refund.js';

const LADDER = `
tiers: { period: calendar_year, ladder: [{ id: gold, name: Gold, needs: { spend: 1000.00 } }] }
otherCurrencies: { CHF: 1.05 }
`;
const pays = (eur: string) =>
  `${LADDER}payWithPoints: { wallets: { points: { points: 100, pay: { EUR: ${eur}, CHF: 0.95 }, tiers: { gold: { EUR: 1.20 } }, minimum: 50, step: 10 } } }`;

function read(more: string): Programme {
  const parsed = parseProgramme(teaProgramme(more));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed));
  return parsed.programme;
}

/** A shop whose programme can be put anew, and whose member has a tier. */
async function opened(tier?: string) {
  let programme = read(pays('1.00'));
  const shop: Shop = await openShop();
  const ports = {
    ...shop,
    programmes: () => Promise.resolve([programme]),
    standing: () => Promise.resolve({ ...(tier !== undefined && { tier }), segments: [] }),
  };
  await shop.earn(1000);
  const order = async (points: number, more: object = {}) => {
    const answer = await authorise({ ...anOrder(points), ...more }, ports);
    if (!('redemption' in answer)) return answer.rejection;
    return answer.redemption.facts;
  };
  return { shop, ports, order, put: (eur: string) => (programme = read(pays(eur))) };
}

describe('Points that will pay a part of an order', () => {
  it('are worth what the programme says when they are authorised, whatever it says later', async () => {
    const { order, put, ports, shop } = await opened();
    const facts = await order(60);
    const rate = { points: 100n, amount: 100n, currency: 'EUR', rounding: 'down' };
    expect(facts).toMatchObject({ rate });
    put('0.50');
    const id = 'redemption' in facts ? (facts.redemption ?? '') : '';
    expect(await captureRedemption(id, {}, ports)).toMatchObject({ redemption: { facts: { rate } } });
    expect(await order(60)).toMatchObject({ rate: { ...rate, amount: 50n } });
    expect(await shop.balance()).toMatchObject({ available: 880 });
  });

  it('are worth more for a tier with a rate of its own, in the currencies that it names', async () => {
    const gold = await opened('gold');
    expect(await gold.order(60)).toMatchObject({ rate: { amount: 120n, currency: 'EUR' } });
    expect(await gold.order(60, { pays: { currency: 'CHF' } })).toMatchObject({
      rate: { amount: 95n, currency: 'CHF' },
    });
  });

  it('name `pays` among what may differ, which is not kept as it was sent', async () => {
    const { ports } = await opened();
    const sent = { ...anOrder(60), pays: {} };
    await authorise(sent, ports);
    const { pays: _pays, ...without } = sent;
    for (const other of [without, { ...sent, pays: { currency: 'EUR' } }]) {
      expect(await authorise(other, ports)).toMatchObject({
        rejection: { reason: 'already_used_with_other_content', differs: ['member', 'pays'] },
      });
    }
    const till = { ...anOrder(60, { externalId: 'R-2' }), capture: true, lapsesAfter: 'PT15M' };
    await authorise(till, ports);
    expect(await authorise({ ...till, lapsesAfter: 'PT20M' }, ports)).toMatchObject({
      rejection: { differs: ['member', 'pays', 'lapsesAfter'] },
    });
  });

  it('are refused at once where no purchase would take them, if they are said to pay', async () => {
    const { order, shop } = await opened();
    const heads = await shop.heads();
    expect(await order(60, { pays: { currency: 'USD' } })).toEqual({
      reason: 'points_pay_nothing',
      wallet: 'points',
      currency: 'USD',
    });
    expect(await order(40, { pays: {} })).toMatchObject({ reason: 'points_below_minimum', points: 40n, needed: 50n });
    expect(await order(55, { pays: {} })).toMatchObject({ reason: 'points_not_in_steps', points: 55n, needed: 10n });
    expect(await shop.heads()).toEqual(heads);
    expect(await order(40)).toMatchObject({ points: [{ points: 40n }] });
  });

  it('come back with what is returned of the purchase that they paid, and over no other road', async () => {
    const { order, ports, shop } = await opened();
    const facts = await order(60, { capture: true });
    const id = 'redemption' in facts ? (facts.redemption ?? '') : '';
    const stream = fromId('red', id) ?? '';
    const event: PurchasePaid = {
      type: 'PurchasePaid',
      purchase: 'pur_1',
      wallet: 'points',
      points: 60n,
      amount: 60n,
      currency: 'EUR',
      occurredAt: shop.clock.now(),
    };
    const events = [{ event, occurredAt: event.occurredAt }];
    await shop.store.execute({
      on: stream,
      decide: () => ({ answer: undefined, appends: [{ category: redemptionStream, stream, events }] }),
    });
    expect(await refundRedemption({ id, idempotencyKey: 'one' }, ports)).toMatchObject({
      rejection: { reason: 'redemption_pays_purchase', redemption: id, purchase: 'pur_1' },
    });
    expect(await Reconciler.fromTheStart(shop.store).catchUp()).toEqual([]);
  });
});
