import type { EventStore, RecordedEvent } from '@loyalty/event-store';
import { beforeAll, describe, expect, it } from '@jest/globals';
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
import { postAction } from '../actions/post-action.js';
import { auditLedger } from './audit-ledger.js';

const PROGRAMME = `
tiers:
  period: calendar_year
  ladder: [{ id: gold, name: Gold, needs: { points: 150 }, benefits: { multiply: 1.5 } }]
offers:
  - { id: known, give: { points: 3 }, when: "member.purchases >= 1 && wallets.points.balance >= 100" }
actions:
  - { id: review, on: review, points: 20, caps: { day: 30 }, budget: 90 }
`;

/** Two purchases, the second rewarded by the tier that the first has reached, a return, and two actions. */
async function aHistory(): Promise<Shop> {
  const shop = await openShop(teaProgramme({ programme: PROGRAMME }));
  shop.members.join(TEA, { kind: 'card', value: '4007' }, { at: Date.UTC(2025, 4, 1) });
  const at = (second: number) => shop.clock.set(`2026-06-01T12:00:0${second}Z`);
  const lines = [line('A', '160.00', { quantity: '2' })];
  at(1);
  await purchase(shop, aPurchase({ lines }));
  at(2);
  const { first } = await purchase(shop, aPurchase({ lines, occurredAt: '2026-03-06T10:00:00Z' }));
  at(3);
  await giveBack(shop, aReturn({ purchase: { id: first.purchase }, lines: [{ id: 'A', quantity: '1' }] }));
  for (const second of [4, 5]) {
    at(second);
    const report = { externalId: `A-${second}`, occurredAt: '2026-05-01T10:00:00Z', member: { card: '4007' } };
    const answer = await postAction({ source: 'shop', action: 'review', ...report }, shop);
    if (!('recorded' in answer)) throw new Error(JSON.stringify(answer));
  }
  return shop;
}

type Change = (event: RecordedEvent) => RecordedEvent | undefined;

function changed(log: EventStore, change: Change): Pick<EventStore, 'heads' | 'readShard' | 'readStream'> {
  const all = (events: readonly RecordedEvent[]) => events.flatMap((event) => change(event) ?? []);
  return {
    heads: () => log.heads(),
    readShard: async (...of) => all(await log.readShard(...of)),
    readStream: async (...of) => all(await log.readStream(...of)),
  };
}

/** The event of this type and version says something else. */
const edit =
  (type: string, version: number, from: RegExp, to: string): Change =>
  (event) =>
    event.type.startsWith(type) && event.version === version
      ? { ...event, payload: event.payload.replace(from, to) }
      : event;

const PLANTED: readonly (readonly [string, Change, RegExp])[] = [
  [
    'the points that a purchase counted',
    edit('TierContributed', 1, /"points":160/, '"points":149'),
    /counted\.0\.points/,
  ],
  ['the spend that a purchase counted', edit('TierContributed', 1, /"spend":"1/, '"spend":"2'), /counted\.0\.spend/],
  ['the visit of a purchase', edit('TierContributed', 1, /"visits":1/, '"visits":2'), /visits/],
  ['when a purchase counted', edit('TierContributed', 1, /"purchasedAt":\d/, '"purchasedAt":2'), /purchasedAt/],
  ['what a return took from a tier', edit('TierContributed', 3, /"points":80/, '"points":8'), /counted\.0\.points/],
  [
    'a contribution that is gone',
    (event) => (event.type.startsWith('TierContributed') && event.version === 3 ? undefined : event),
    /TierContributed/,
  ],
  [
    'the points of an action',
    edit('ActionRecorded', 1, /"explanation":\[\{(.*?)"points":20/, '"explanation":[{$1"points":21'),
    /explanation\.0\.points/,
  ],
  ['the lot of an action', edit('ActionRecorded', 1, /("lots":\[\{.*?"points":)20/, '$121'), /lots\.0\.points/],
  [
    'the action that an account says earned its points',
    (event) =>
      event.type.startsWith('PointsEarned')
        ? { ...event, payload: event.payload.replace(/"report":"act_\w+/, '"report":"act_another') }
        : event,
    /^report$/,
  ],
  [
    'what an account earned by an action',
    (event) =>
      event.type.startsWith('PointsEarned') && /"review"/.test(event.payload)
        ? { ...event, payload: event.payload.replace('"points":20', '"points":25') }
        : event,
    /lots\.0\.points|balances|changes/,
  ],
  [
    'an action that was never recorded',
    (event) => (event.type.startsWith('ActionRecorded') ? undefined : event),
    /cause|CountersMoved/,
  ],
  [
    'a tier that an offer never saw',
    edit('PurchaseRecorded', 1, /"fact":"tier","value":"gold"/, '"fact":"tier","value":"none"'),
    /seen/,
  ],
  [
    'a balance that an offer never saw',
    edit(
      'PurchaseRecorded',
      1,
      /"fact":"wallets.points.balance","value":"160"/,
      '"fact":"wallets.points.balance","value":"161"',
    ),
    /seen/,
  ],
];

describe('The audit of a log with tiers and actions in which somebody has changed', () => {
  let shop: Shop;
  beforeAll(async () => void (shop = await aHistory()));

  it('nothing: finds nothing, and trusts nothing', async () => {
    const audit = await auditLedger({ log: shop.store, programmes: shop.programmes });
    expect(audit).toMatchObject({ different: 0, differences: [], trusted: 0, purchases: 2, returns: 1 });
  });

  it.each(PLANTED)('%s: names it', async (_what, change, what) => {
    let hits = 0;
    const log = changed(shop.store, (event) => {
      const now = change(event);
      if (now?.payload !== event.payload) hits += 1;
      return now;
    });
    const { differences } = await auditLedger({ log, programmes: shop.programmes });
    expect(hits).toBeGreaterThan(0);
    expect(differences.map((each) => each.what).find((each) => what.test(each)) ?? differences).toMatch(what);
  });
});

/** Three mugs for 10.00 and one for 10.00, a bonus of 3 for each; the dear one goes back. */
const BY_UNITS = `
tiers: { period: calendar_year, ladder: [{ id: gold, name: Gold, needs: { points: 150 } }] }
offers: [{ id: mug, give: { points: 3, perUnits: 1 }, countsTowardsTier: true }]
`;

describe('The audit of what a return took from a tier, where a bonus is by units', () => {
  it.each([
    ['what its units carried', '13', 0],
    ['its part of the money, as ledgers counted at first', '16', 0],
    ['anything else', '15', 1],
  ])('%s: %s points, %i differences', async (_what, points, different) => {
    const shop = await openShop(teaProgramme({ programme: BY_UNITS }));
    shop.members.join(TEA, { kind: 'card', value: '4007' }, { at: Date.UTC(2025, 4, 1) });
    const lines = [line('A', '10.00', { quantity: '3' }), line('B', '10.00')];
    const { first } = await purchase(shop, aPurchase({ lines }));
    await giveBack(shop, aReturn({ purchase: { id: first.purchase }, lines: [{ id: 'B', quantity: '1' }] }));
    let counted = '';
    const log = changed(shop.store, (event) => {
      if (!event.type.startsWith('TierContributed') || event.version !== 2) return event;
      counted = event.payload;
      return { ...event, payload: event.payload.replace(/"points":\d+/, `"points":${points}`) };
    });
    expect(await auditLedger({ log, programmes: shop.programmes })).toMatchObject({ different });
    expect(counted).toContain('"points":13');
  });
});
