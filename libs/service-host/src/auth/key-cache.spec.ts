import { describe, expect, it } from '@jest/globals';
import { KeyCache, type KnownKey } from './key-cache.js';
import { newUuid } from '../ids/uuid.js';
import { newToken, readToken } from './token.js';

const { token, secretHash } = newToken(newUuid());
const id = readToken(token)?.id ?? '';
const guess = token.slice(0, -52) + newToken(newUuid()).token.slice(-52);
const actor = { id: 'key_1', name: 'till', scopes: [] };

function cacheOver(keys: Map<string, KnownKey>) {
  const asked: string[] = [];
  const touched: string[] = [];
  const cache = new KeyCache({
    async load(id) {
      asked.push(id);
      const key = keys.get(id);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return key;
    },
    async touch(id) {
      touched.push(id);
    },
  });
  return { cache, asked, touched };
}

describe('The cache of keys', () => {
  it('asks once for requests that come together, and answers later ones without a promise', async () => {
    const { cache, asked } = cacheOver(new Map([[id, { actor, secretHash, usedAt: Date.now() }]]));
    const together = await Promise.all([1, 2, 3].map(async () => cache.verify(token)));
    expect(together).toEqual([actor, actor, actor]);
    expect(cache.verify(token)).toBe(actor);
    expect(asked).toEqual([id]);
  });

  it('admits nobody with another secret', async () => {
    const { cache } = cacheOver(new Map([[id, { actor, secretHash, usedAt: Date.now() }]]));
    expect(await cache.verify(guess)).toBeUndefined();
    expect(cache.verify(guess)).toBeUndefined();
  });

  it('remembers that there is no such key', async () => {
    const { cache, asked } = cacheOver(new Map());
    expect(await cache.verify(token)).toBeUndefined();
    expect(cache.verify(token)).toBeUndefined();
    expect(asked).toEqual([id]);
  });

  it('does not remember what was read before a revoke and arrived after it', async () => {
    const keys = new Map([[id, { actor, secretHash, usedAt: Date.now() }]]);
    const { cache, asked } = cacheOver(keys);
    const underWay = cache.verify(token);
    keys.delete(id);
    cache.forget();
    await underWay;
    expect(await cache.verify(token)).toBeUndefined();
    expect(asked).toEqual([id, id]);
  });

  it.each([
    ['never', undefined, 1],
    ['an hour ago', 3_600_000, 1],
    ['a second ago', 1_000, 0],
  ])('notes once the use of a key that was used %s', async (_when, ago, notes) => {
    const usedAt = ago === undefined ? undefined : Date.now() - ago;
    const { cache, touched } = cacheOver(new Map([[id, { actor, secretHash, usedAt }]]));
    await cache.verify(guess);
    expect(touched).toEqual([]);
    for (let use = 0; use < 3; use++) await cache.verify(token);
    expect(touched).toEqual(Array.from({ length: notes }, () => id));
  });

  it('does not remember a token that was found right before a revoke and answered after it', async () => {
    const keys = new Map([[id, { actor, secretHash, usedAt: Date.now() }]]);
    const { cache } = cacheOver(keys);
    expect(await cache.verify(token)).toBe(actor);
    keys.delete(id);
    cache.forget();
    expect(await cache.verify(token)).toBeUndefined();
  });
});
