import { describe, expect, it } from '@jest/globals';
import { openShop } from '../../testing/shop.fixture.js';
import { beginAfter, beginFrom } from './where-to-begin.js';

/** Points earned once a minute, five times; answers where the shop stands and the shard of its account. */
async function fiveMinutes() {
  const shop = await openShop();
  for (const minute of [1, 2, 3, 4, 5]) {
    shop.clock.set(`2026-06-01T12:0${minute}:00Z`);
    await shop.earn(10);
  }
  const heads = await shop.heads();
  const shard = heads.findIndex((head) => head === 5);
  const none = { turned: 0, attempts: 0, failingSince: null, nextAttemptAt: null };
  const places = (position: number) =>
    heads.map((head, at) => ({ ...none, shard: at, position: at === shard ? position : head }));
  return { log: shop.store, shard, places };
}

describe('Where a replay begins', () => {
  it.each([
    ['2026-06-01T12:00:00Z', 0],
    ['2026-06-01T12:03:00Z', 2],
    ['2026-06-01T12:03:01Z', 3],
    ['2026-06-01T13:00:00Z', 5],
  ])('from %s on: behind event %i', async (instant, position) => {
    const { log, shard, places } = await fiveMinutes();
    expect((await beginFrom(Date.parse(instant), places(5), log)).get(shard)).toBe(position);
  });

  it('leaves out nothing that was not sent yet', async () => {
    const { log, shard, places } = await fiveMinutes();
    expect((await beginFrom(Date.parse('2026-06-01T13:00:00Z'), places(1), log)).get(shard)).toBe(1);
  });

  it('after a message, exactly so in its shard, also forward: so one is passed over', async () => {
    const { log, shard, places } = await fiveMinutes();
    expect((await beginAfter({ shard, position: 2 }, places(5), log))?.get(shard)).toBe(2);
    expect((await beginAfter({ shard, position: 3 }, places(2), log))?.get(shard)).toBe(3);
    expect(await beginAfter({ shard, position: 6 }, places(5), log)).toBeUndefined();
  });
});
