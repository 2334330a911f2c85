import { beforeAll, describe, expect, it } from '@jest/globals';
import type { EventStore, RecordedEvent } from '@loyalty/event-store';
import { offers } from '../../testing/offers.fixture.js';
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

const OFFERS = offers(
  'id: tea, give: { multiply: 1.25 }, caps: { day: 40 }',
  'id: visit, give: { points: 7 }, uses: { day: 1 }',
  'id: pair, give: { points: 50, everyNth: 2, within: P30D }',
  'id: shared, give: { points: 30 }, budget: 80',
);

/** A log with all that an audit looks at, and a way to change one word of it. */
async function aHistory(rounding = 'down'): Promise<Shop> {
  const shop = await openShop(teaProgramme({ programme: OFFERS }).replace('rounding: down', `rounding: ${rounding}`));
  shop.members.join(TEA, { kind: 'card', value: '4007' });
  const lines = [line('A', '99.99', { quantity: '3' }), line('B', '50.01')];
  const at = (second: number) => shop.clock.set(`2026-06-01T12:00:0${second}Z`);
  at(1);
  const { first } = await purchase(shop, aPurchase({ lines }));
  at(2);
  const second = await purchase(shop, aPurchase({ lines, occurredAt: '2026-03-06T10:00:00Z' }));
  at(3);
  await giveBack(shop, aReturn({ purchase: { id: second.first.purchase }, lines: [{ id: 'A', quantity: '2' }] }));
  at(4);
  await giveBack(
    shop,
    aReturn({
      purchase: { id: first.purchase },
      lines: [
        { id: 'A', quantity: '3' },
        { id: 'B', quantity: '1' },
      ],
    }),
  );
  at(5);
  const third = await purchase(shop, aPurchase({ lines, occurredAt: '2026-03-07T10:00:00Z' }));
  at(6);
  await postVoid({ id: third.first.purchase }, shop);
  return shop;
}

type Change = (event: RecordedEvent) => RecordedEvent | undefined;

/** The log as somebody left it who can write into its rows. */
function changed(log: EventStore, change: Change): Pick<EventStore, 'heads' | 'readShard' | 'readStream'> {
  const all = (events: readonly RecordedEvent[]) => events.flatMap((event) => change(event) ?? []);
  return {
    heads: () => log.heads(),
    readShard: async (...of) => all(await log.readShard(...of)),
    readStream: async (...of) => all(await log.readStream(...of)),
  };
}

/** The first event of the type whose words are there says something else. */
function edit(type: string, from: RegExp, to: string): Change {
  let edited: string | undefined;
  return (event) => {
    const place = `${event.stream} ${event.version}`;
    if (!event.type.startsWith(type) || !from.test(event.payload) || (edited ?? place) !== place) return event;
    edited = place;
    return { ...event, payload: event.payload.replace(from, to) };
  };
}

const PLANTED: readonly (readonly [string, Change, { what: RegExp; offer?: string }])[] = [
  [
    'the amount of a line',
    edit('PurchaseRecorded', /"amount":9999/, '"amount":9998'),
    { what: /^total|payments|lines/ },
  ],
  ['the total', edit('PurchaseRecorded', /"total":15000/, '"total":15001'), { what: /^total/ }],
  ['the quantity of a line', edit('PurchaseRecorded', /"quantity":3000000/, '"quantity":4000000'), { what: /lines/ }],
  [
    'points of an explanation',
    edit('PurchaseRecorded', /"points":37/, '"points":38'),
    { what: /explanation\.1\.points/, offer: 'tea' },
  ],
  [
    'the basis of an explanation',
    edit('PurchaseRecorded', /"basis":"150.00"/, '"basis":"150.01"'),
    { what: /basis/, offer: 'base' },
  ],
  [
    'the multiplier of an explanation',
    edit('PurchaseRecorded', /"multiplier":"1.25"/, '"multiplier":"1.5"'),
    { what: /multiplier/, offer: 'tea' },
  ],
  [
    'a line’s share',
    edit('PurchaseRecorded', /("line":"A","points":)(\d+)/, '$1149'),
    { what: /lots\.0\.lines\.0\.points/ },
  ],
  [
    'what an offer counted',
    edit('PurchaseRecorded', /("window":"2026-03-05","points":)37/, '$136'),
    { what: /counts/, offer: 'tea' },
  ],
  [
    'the version that judged',
    edit('PurchaseRecorded', /"programmeVersion":1/, '"programmeVersion":2'),
    { what: /programmeVersion/ },
  ],
  [
    'points that an account earned',
    edit('PointsEarned', /"points":224/, '"points":225'),
    { what: /lots|balances|changes/ },
  ],
  [
    'the expiry of a lot',
    edit('PointsEarned', /"expiresAt":null/, '"expiresAt":1900000000000'),
    { what: /expiresAt|event|PointsEarned/ },
  ],
  ['a counter', edit('CountersMoved', /"points":37/, '"points":27'), { what: /moves/ }],
  ['a budget', edit('CountersMoved', /"points":30/, '"points":20'), { what: /moves/ }],
  ['what returned units carried', edit('UnitsReturned', /"points":(\d+)/, '"points":1'), { what: /lines/ }],
  [
    'what a return took',
    edit('PointsReversed', /"policy":"unlimited"/, '"policy":"within_balance"'),
    { what: /policy/ },
  ],
  [
    'what a return says that it took',
    edit('ReturnRecorded', /("takenBack":\[\{"wallet":"points","points":)\d+/, '$11'),
    { what: /takenBack/ },
  ],
  [
    'a bonus that was withdrawn',
    edit('BonusWithdrawn', /"points":(\d+)/, '"points":1'),
    { what: /lines/, offer: 'pair' },
  ],
  [
    'a claw-back that is gone',
    (event) => (event.type.startsWith('PointsReversed') && event.version > 3 ? undefined : event),
    { what: /cause|before|Points/ },
  ],
  [
    'counters that were never moved',
    (event) => (event.type.startsWith('CountersMoved') ? undefined : event),
    { what: /CountersMoved|outcome/ },
  ],
  [
    'a return that was never recorded',
    (event) => (event.type.startsWith('ReturnRecorded') ? undefined : event),
    { what: /ReturnRecorded/ },
  ],
];

describe('The audit of a log in which somebody has changed', () => {
  let shop: Shop;
  beforeAll(async () => void (shop = await aHistory()));

  it('nothing: finds nothing', async () => {
    const audit = await auditLedger({ log: shop.store, programmes: shop.programmes });
    expect(audit).toMatchObject({ different: 0, differences: [], purchases: 3, returns: 2 });
    expect(audit.entries).toBeGreaterThan(6);
  });

  it.each(PLANTED)('%s: names it', async (_what, change, { what, offer }) => {
    let hits = 0;
    const log = changed(shop.store, (event) => {
      const now = change(event);
      if (now !== event) hits += 1;
      return now;
    });
    const { different, differences } = await auditLedger({ log, programmes: shop.programmes });
    expect({ isPlanted: hits > 0, isFound: different > 0 }).toEqual({ isPlanted: true, isFound: true });
    const named = differences.find((each) => what.test(each.what));
    expect(named?.what ?? differences).toMatch(what);
    if (offer !== undefined) expect(named?.offer).toBe(offer);
    expect(named?.stream).toMatch(/^[0-9a-f-]{36}$|^ret_/);
  });

  it('how points are rounded: names every purchase', async () => {
    const up = await aHistory('up');
    const { differences } = await auditLedger({ log: up.store, programmes: shop.programmes });
    expect(new Set(differences.map(({ purchase: id }) => id)).size).toBe(3);
    expect(differences.map(({ what }) => what)).toContain('outcome.lots.0.points');
  });
});
