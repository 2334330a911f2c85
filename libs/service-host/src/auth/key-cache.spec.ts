import { describe, expect, it } from '@jest/globals';
import { KeyCache, type KnownKey } from './key-cache.js';
import { hashSecret } from './token.js';

const secretHash = hashSecret('secret');
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
    const { cache, asked } = cacheOver(new Map([['1', { actor, secretHash, usedAt: Date.now() }]]));
    const together = await Promise.all([1, 2, 3].map(() => cache.verify('1', secretHash)));
    expect(together).toEqual([actor, actor, actor]);
    expect(cache.verify('1', secretHash)).toBe(actor);
    expect(asked).toEqual(['1']);
  });

  it('admits nobody with another secret', async () => {
    const { cache } = cacheOver(new Map([['1', { actor, secretHash, usedAt: Date.now() }]]));
    expect(await cache.verify('1', hashSecret('guess'))).toBeUndefined();
    expect(cache.verify('1', hashSecret('guess again'))).toBeUndefined();
  });

  it('remembers that there is no such key', async () => {
    const { cache, asked } = cacheOver(new Map());
    expect(await cache.verify('1', secretHash)).toBeUndefined();
    expect(cache.verify('1', secretHash)).toBeUndefined();
    expect(asked).toEqual(['1']);
  });

  it('does not remember what was read before a revoke and arrived after it', async () => {
    const keys = new Map([['1', { actor, secretHash, usedAt: Date.now() }]]);
    const { cache, asked } = cacheOver(keys);
    const underWay = cache.verify('1', secretHash);
    keys.delete('1');
    cache.forget();
    await underWay;
    expect(await cache.verify('1', secretHash)).toBeUndefined();
    expect(asked).toEqual(['1', '1']);
  });

  it('notes the use of a key at most once an hour, and only of the right secret', async () => {
    const hourAgo = Date.now() - 3_600_000;
    const { cache, touched } = cacheOver(
      new Map([
        ['fresh', { actor, secretHash, usedAt: Date.now() - 1_000 }],
        ['stale', { actor, secretHash, usedAt: hourAgo }],
        ['new', { actor, secretHash, usedAt: undefined }],
      ]),
    );
    await cache.verify('new', hashSecret('guess'));
    expect(touched).toEqual([]);
    for (const id of ['fresh', 'stale', 'stale', 'new', 'new']) await cache.verify(id, secretHash);
    expect(touched).toEqual(['stale', 'new']);
  });
});
