import { describe, expect, it } from '@jest/globals';
import { decodeCursor, encodeCursor } from './cursor.js';

describe('A cursor', () => {
  it('leads back to where the list goes on, and can stand in a URL', () => {
    const cursor = encodeCursor({ after: 'ö/+?', version: 3 });
    expect(cursor).toMatch(/^[\w-]+$/);
    expect(decodeCursor(cursor)).toEqual({ after: 'ö/+?', version: 3 });
  });

  it.each(['', '!', 'abc', 'eyJh'])('is refused by name when it is not one of ours: %j', (text) => {
    expect(() => decodeCursor(text)).toThrow(expect.objectContaining({ status: 400, code: 'invalid_cursor' }));
  });
});
