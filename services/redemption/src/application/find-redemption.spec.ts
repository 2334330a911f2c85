import { describe, expect, it } from '@jest/globals';
import type { Command, EventStore } from '@loyalty/event-store';
import { anOrder, authorised, openShop } from '../testing/shop.fixture.js';
import { captureRedemption } from './capture.js';
import { redemptionById } from './find-redemption.js';

/** Something else happens as soon as one question has been answered. */
function afterTheFirstRead(store: EventStore, happens: () => Promise<unknown>): EventStore {
  let isFirst = true;
  const then = async <Answer>(answer: Promise<Answer>): Promise<Answer> => {
    const read = await answer;
    if (isFirst) {
      isFirst = false;
      await happens();
    }
    return read;
  };
  return {
    ...store,
    load: (category, stream) => then(store.load(category, stream)),
    preview: <Answer>(command: Command<Answer>) => then(store.preview(command)),
  };
}

describe('A redemption', () => {
  it('is read as it was at one moment, whatever happens meanwhile', async () => {
    const shop = await openShop();
    await shop.earn(100);
    const { id } = await authorised(shop, anOrder(60));
    const store = afterTheFirstRead(shop.store, () => captureRedemption(id, {}, shop));
    expect(await redemptionById(id, { ...shop, store })).toMatchObject({
      redemption: { captured: null },
      standing: { status: 'authorised' },
    });
    expect(await redemptionById(id, { ...shop, store })).toMatchObject({ standing: { status: 'captured' } });
  });
});
