import { beforeAll, describe, expect, it } from '@jest/globals';
import type { EventStore, RecordedEvent } from '@loyalty/event-store';
import { payWithPoints, redeem } from '../../testing/redemption.fixture.js';
import {
  aPurchase,
  aReturn,
  giveBack,
  line,
  openShop,
  purchase,
  TEA,
  teaProgramme,
  type Shop,
} from '../../testing/shop.fixture.js';
import { postVoid } from '../voids/post-void.js';
import { auditLedger } from './audit-ledger.js';

/** Two orders that points paid in part: of one a line came back, the other was voided. */
async function aHistory(): Promise<Shop> {
  const shop = await openShop(teaProgramme({ programme: payWithPoints() }));
  const owner = shop.members.join(TEA, { kind: 'card', value: '4007' });
  await purchase(shop, aPurchase({ lines: [line('G', '5000.00')] }));
  const orders: string[] = [];
  for (const second of [1, 2]) {
    shop.clock.set(`2026-06-01T12:00:0${second}Z`);
    const redemption = await redeem(shop, owner, { points: 2000 });
    const { first } = await purchase(
      shop,
      aPurchase({
        lines: [line('A', '60.00', { quantity: '3' }), line('B', '40.00')],
        payments: [
          { kind: 'points', amount: '20.00', redemption },
          { kind: 'card', amount: '80.00' },
        ],
      }),
    );
    orders.push(first.purchase);
  }
  shop.clock.set('2026-06-01T12:00:03Z');
  const [one = '', other = ''] = orders;
  await giveBack(shop, aReturn({ purchase: { id: one }, lines: [{ id: 'A', quantity: '1' }] }));
  shop.clock.set('2026-06-01T12:00:04Z');
  await postVoid({ id: other }, shop);
  return shop;
}

type Change = readonly [type: string, from: RegExp, to: string];

/** The first such event says something else. */
function changed(log: EventStore, [type, from, to]: Change) {
  let edited: string | undefined;
  const change = (event: RecordedEvent) => {
    const place = `${event.stream} ${event.version}`;
    if (!event.type.startsWith(type) || !from.test(event.payload) || (edited ?? place) !== place) return event;
    edited = place;
    return { ...event, payload: event.payload.replace(from, to) };
  };
  return {
    heads: () => log.heads(),
    readShard: async (...of: Parameters<EventStore['readShard']>) => (await log.readShard(...of)).map(change),
    readStream: async (...of: Parameters<EventStore['readStream']>) => (await log.readStream(...of)).map(change),
  };
}

describe('The audit of orders that points paid', () => {
  let shop: Shop;
  beforeAll(async () => void (shop = await aHistory()));

  it('finds nothing where nobody changed anything', async () => {
    const audit = await auditLedger({ log: shop.store, programmes: shop.programmes });
    expect(audit).toMatchObject({ different: 0, differences: [], purchases: 3, returns: 1 });
  });

  it.each<readonly [string, Change, RegExp]>([
    [
      'what a line bears',
      ['PurchaseRecorded', /"line":"A","points":1200/, '"line":"A","points":1201'],
      /^payments\.lines/,
    ],
    [
      'how many points paid',
      ['PurchaseRecorded', /"wallet":"points","points":2000/, '"wallet":"points","points":1999'],
      /^payments/,
    ],
    ['what they paid, by the redemption', ['PurchasePaid', /"amount":2000/, '"amount":1999'], /amount/],
    ['the rate of the redemption', ['RedemptionAuthorised', /"amount":100/, '"amount":101'], /amount/],
    [
      'what paid for a unit',
      [
        'UnitsReturned',
        /"paid":\[\{"redemption":"(red_[a-z0-9]+)","points":400/,
        '"paid":[{"redemption":"$1","points":399',
      ],
      /lines/,
    ],
    ['the money of a unit', ['UnitsReturned', /"money":1600/, '"money":1601'], /lines/],
    [
      'what a return says that it gave',
      ['ReturnRecorded', /("givenBack":\[\{"wallet":"points","points":)400/, '$1401'],
      /givenBack/,
    ],
    [
      'what a void says that it gave',
      ['PurchaseVoided', /("givenBack":\[\{"wallet":"points","points":)2000/, '$11999'],
      /givenBack/,
    ],
    ['what the redemption says that came back', ['RedemptionRefunded', /("points":)400/, '$1401'], /slices|givenBack/],
  ])('names %s', async (_what, change, path) => {
    const { different, differences } = await auditLedger({
      log: changed(shop.store, change),
      programmes: shop.programmes,
    });
    expect(different).toBeGreaterThan(0);
    expect(differences.find(({ what }) => path.test(what))?.what ?? differences).toMatch(path);
  });
});
