import { setTimeout as sleep } from 'node:timers/promises';
import { postBatch } from '../../../services/cli/dist/client/batch.js';
/** @import { Baskets } from './basket.mjs' */

/**
 * As many purchases as the batch door takes in so many seconds, or so many a second.
 *
 * @param {{ url: string, key: string }} shop @param {Baskets} baskets @param {number} seconds @param {number} [perSecond]
 */
export async function loadBatch(shop, baskets, seconds, perSecond) {
  let answered = 0;
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1000;
  async function* lines() {
    for (let sent = 0; performance.now() < endsAt; sent += 1) {
      const ahead = perSecond === undefined ? 0 : (sent / perSecond) * 1000 - (performance.now() - startedAt);
      if (ahead > 0) await sleep(ahead);
      yield JSON.stringify({ purchase: baskets.next() });
    }
  }
  for await (const { status, body } of postBatch(shop.url, shop.key, lines())) {
    if (status !== 201) throw new Error(`void: a purchase was answered ${status}: ${JSON.stringify(body)}`);
    answered += 1;
  }
  return { answered, perSecond: answered / ((performance.now() - startedAt) / 1000) };
}
