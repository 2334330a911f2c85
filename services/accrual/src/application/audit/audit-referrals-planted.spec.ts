import { beforeAll, describe, expect, it } from '@jest/globals';
import type { EventStore, RecordedEvent } from '@loyalty/event-store';
import { anInviter, type Invited } from '../../testing/referral.fixture.js';
import { aReturn, giveBack } from '../../testing/shop.fixture.js';
import { postVoid } from '../voids/post-void.js';
import { auditLedger } from './audit-ledger.js';

type Change = (event: RecordedEvent) => RecordedEvent | undefined;

function changed(log: EventStore, change: Change): Pick<EventStore, 'heads' | 'readShard' | 'readStream'> {
  const all = (events: readonly RecordedEvent[]) => events.flatMap((event) => change(event) ?? []);
  return {
    heads: () => log.heads(),
    readShard: async (...asked) => all(await log.readShard(...asked)),
    readStream: async (...asked) => all(await log.readStream(...asked)),
  };
}

/** In the first event of a type and, where it is said, with these words, one word is another. */
const word =
  (type: string, from: string, to: string, having = ''): ((all: readonly RecordedEvent[]) => Change) =>
  (all) => {
    const first = all.find(
      (event) => event.type.startsWith(type) && event.payload.includes(from) && event.payload.includes(having),
    );
    if (!first) throw new Error(`no ${type} says ${from}`);
    return (event) =>
      event.stream === first.stream && event.version === first.version
        ? { ...event, payload: event.payload.replace(from, to) }
        : event;
  };

const CHANGES: readonly [string, (all: readonly RecordedEvent[]) => Change, RegExp][] = [
  ['more points for who invited', word('ReferralJudged', '"points":500', '"points":501'), /inviter|lots/],
  ['more points for the friend', word('ReferralJudged', '"points":200', '"points":999'), /friend|lots/],
  [
    'a purchase that did not qualify',
    word('ReferralJudged', '"condition":"first"', '"condition":"within"'),
    /condition/,
  ],
  ['a purchase that qualifies after all', word('ReferralJudged', '"failed":', '"foiled":'), /ReferralJudged/],
  ['another day of joining', word('ReferralJudged', '"joinedAt":1772', '"joinedAt":1672'), /failed|condition|purchase/],
  [
    'what the account earned',
    word('PointsEarned', '"points":500', '"points":800', 'referral-inviter'),
    /lots|balances|changes|points/,
  ],
  [
    'a counter of who invited',
    word('CountersMoved', '"points":500', '"points":5', 'inv_'),
    /moves|inviter|CountersMoved/,
  ],
  [
    'a return that took nothing',
    word('ReferralPurchaseReturned', '"isWithdrawn":true', '"isWithdrawn":false'),
    /isWithdrawn|cause/,
  ],
  [
    'a return after which nothing is kept',
    word('ReferralPurchaseReturned', '"isGone":false', '"isGone":true'),
    /isGone/,
  ],
];

describe('A change of what an invitation brought', () => {
  let all: Invited;
  let events: readonly RecordedEvent[];

  beforeAll(async () => {
    all = await anInviter(['bob', 'cid', 'dan']);
    let second = 0;
    const next = () => all.shop.clock.set(`2026-06-01T12:00:${String((second += 1)).padStart(2, '0')}Z`);
    const { first } = await all.buys('bob', '40.00', 5);
    next();
    await all.buys('cid', '40.00', 6);
    next();
    const dan = await all.buys('dan', '40.00', 7);
    next();
    await all.buys('bob', '50.00', 8);
    next();
    await giveBack(all.shop, aReturn({ purchase: { id: first.purchase }, lines: [{ id: '1', quantity: '1' }] }));
    next();
    await postVoid({ id: dan.first.purchase }, all.shop);
    const shards = [...(await all.shop.store.heads()).keys()];
    events = (await Promise.all(shards.map((shard) => all.shop.store.readShard(shard, 0, 1000)))).flat();
  });

  const audited = async (change: Change) => {
    const { shop } = all;
    return (await auditLedger({ log: changed(shop.store, change), programmes: shop.programmes })).differences;
  };

  it('is none where nobody has changed anything', async () => {
    expect(await audited((event) => event)).toEqual([]);
  });

  it.each(CHANGES)('is named: %s', async (_what, planted, path) => {
    const differences = await audited(planted(events));
    expect(differences.map(({ what }) => what).join(' ')).toMatch(path);
  });

  it.each(['ReferralJudged', 'ReferralPurchaseReturned'])('is named where a %s is missing', async (type) => {
    const stream = events.find((event) => event.type.startsWith(type))?.stream;
    const differences = await audited((event) =>
      event.stream === stream && event.type.startsWith(type) ? undefined : event,
    );
    expect(differences.length).toBeGreaterThan(0);
  });
});
