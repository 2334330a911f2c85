import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openShop, type Shop } from '../testing/open-shop.fixture.js';

describe('A text in a body', () => {
  let shop: Shop;

  beforeAll(async () => {
    shop = await openShop();
  });

  afterAll(() => shop.close());

  it.each([
    ['"\\ud800"', true],
    ['"a\\uDFFFb"', true],
    ['"\\ud83c\\ud83c\\udf75"', true],
    ['{"\\ud83c": 1}', true],
    ['"\\\\\\ud83c"', true],
    ['"\\ud83c\\uDF75"', false],
    ['"\\\\ud83c"', false],
    ['"🍵"', false],
  ])('is not kept where %s holds half a character: two names could become one', async (name, isHalf) => {
    const text = `{"source": ${name}, "chests": []}`;
    const { body } = await shop.call('POST', '/v1/deliveries', { text });
    const half = { status: 400, code: 'malformed_json', detail: 'A text holds half a character.' };
    if (isHalf) expect(body).toMatchObject(half);
    else expect(body).not.toMatchObject(half);
  });
});
