import { readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import { anInviter } from '../../testing/referral.fixture.js';
import { aReturn, giveBack } from '../../testing/shop.fixture.js';

const GUIDE = await readFile(new URL('../../../../../docs/guides/referrals.md', import.meta.url), 'utf8');
const [, PROGRAMME = ''] = /```yaml programme\n([^`]+)```/.exec(GUIDE) ?? [];
const STORY = [...GUIDE.matchAll(/^- `(\w+) (buys|returns) ([\d.]+)(?: on (\d+))?` → `([^`]+)`/gm)];

it('The guide to invitations tells what happens', async () => {
  expect(STORY.length).toBeGreaterThan(8);
  const friends = ['bob', 'cid', 'dan', 'eve'];
  const all = await anInviter(friends, PROGRAMME);
  const last = new Map<string, string>();
  for (const [line, who = '', verb, what = '', day = '', told = ''] of STORY) {
    if (verb === 'buys') {
      const { first } = await all.buys(who, what, Number(day));
      // What comes back is the purchase that brought something, or would have: the first one.
      last.set(who, last.get(who) ?? first.purchase);
    } else {
      const purchase = { id: last.get(who) ?? '' };
      await giveBack(all.shop, aReturn({ purchase, lines: [{ id: '1', quantity: what }] }));
    }
    const available = await all.available();
    const names = ['ann', ...friends];
    const expected = JSON.parse(told) as Readonly<Record<string, number>>;
    const found = Object.fromEntries(Object.keys(expected).map((name) => [name, available[names.indexOf(name)]]));
    expect([line, found]).toEqual([line, expected]);
  }
});
