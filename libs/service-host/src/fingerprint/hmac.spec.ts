import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hmacSha256 } from './hmac.js';

const byNode = (key: Uint8Array, text: string) => createHmac('sha256', key).update(text).digest('hex');

describe('A keyed hash', () => {
  it('is the HMAC-SHA-256 that Node makes, for every key and text', () => {
    const keys = fc.uint8Array({ minLength: 1, maxLength: 200 });
    const texts = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(keys, fc.array(texts, { minLength: 1, maxLength: 5 }), (key, said) => {
        const mac = hmacSha256(key);
        for (const text of said) expect(mac(text, 'hex')).toBe(byNode(key, text));
      }),
    );
  });

  it('takes a text of any length', () => {
    const key = Buffer.alloc(32, 1);
    const mac = hmacSha256(key);
    for (const text of ['x'.repeat(5_440), 'é'.repeat(5_441), '茶'.repeat(100_000), '']) {
      expect(mac(text, 'hex')).toBe(byNode(key, text));
    }
  });

  it('says the same as digits and as bytes', () => {
    const mac = hmacSha256(Buffer.alloc(32, 2));
    expect(Buffer.from(mac('card:4007', 'binary'), 'latin1').toString('hex')).toBe(mac('card:4007', 'hex'));
  });
});
