import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { messageOf } from './application/webhooks/message-of.js';
import { captureRedemption } from './application/capture.js';
import { bodyOf, EVENT_TYPES } from './domain/webhooks/message.js';
import { anOrder, authorised, openShop } from './testing/shop.fixture.js';

const ROOT = new URL('../../../', import.meta.url);
const read = (path: string): Promise<string> => readFile(new URL(path, ROOT), 'utf8');

describe('The guide to webhooks', () => {
  it('quotes the receiver to which the tests send', async () => {
    const [, quoted] = /```js\n([\s\S]*?)```/.exec(await read('docs/guides/webhooks.md')) ?? [];
    expect(quoted).toBe(await read('examples/webhooks/receiver.mjs'));
  });

  it('lists every type', async () => {
    const guide = await read('docs/guides/webhooks.md');
    expect([...guide.matchAll(/^\| `([a-z]+\.[a-z]+)`/gm)].map(([, type]) => type)).toEqual([...EVENT_TYPES]);
  });

  it('shows a message as it is sent', async () => {
    const [, quoted = ''] = /```json\n([\s\S]*?)```/.exec(await read('docs/guides/webhooks.md')) ?? [];
    const shop = await openShop();
    await shop.earn(100);
    const { id } = await authorised(shop, anOrder(40, { source: 'web-shop', externalId: 'W-1' }));
    await captureRedemption(id, {}, shop);
    const asked = { events: ['redemption.captured'], programme: null };
    const said: string[] = [];
    for (const [shard, head] of (await shop.heads()).entries()) {
      for (const event of await shop.store.readShard(shard, 0, head)) {
        const message = await messageOf(event, asked, shop.store);
        if (message) said.push(bodyOf(message));
      }
    }
    const shorten = (text: string) => text.replace(/\b(red|acc|mem)_[0-9a-z]{26}\b/g, '$1_…');
    const placeless = (text: string) => ({ ...JSON.parse(text), id: 'evt', sequence: 0 });
    expect(said.map((text) => placeless(shorten(text)))).toEqual([placeless(quoted)]);
  });
});
