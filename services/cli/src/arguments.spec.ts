import { describe, expect, it } from '@jest/globals';
import { databaseUrl, nameOf, reasonOf, serverUrl } from './arguments.js';

describe('An argument', () => {
  it('that says why is what the doors of staff take', () => {
    expect(reasonOf('it was lost')).toBe('it was lost');
    for (const no of ['', '   ', 'x', 'y'.repeat(501)])
      expect(() => reasonOf(no)).toThrow('why, in 3 to 500 characters');
  });

  it('that names a key is one line', () => {
    expect(nameOf(' till 7 ')).toBe('till 7');
    for (const no of ['', ' ', 'a\nb', 'a\u001Bb']) expect(() => nameOf(no)).toThrow('one line that is not blank');
  });

  it('that is an address has the scheme of what is asked for', () => {
    expect(serverUrl('https://points.example')).toBe('https://points.example');
    expect(databaseUrl('postgres://a@b/c')).toBe('postgres://a@b/c');
    for (const no of ['nonsense', 'ftp://x', 'localhost:8080']) expect(() => serverUrl(no)).toThrow('as http://');
    for (const no of ['nonsense', 'http://x']) expect(() => databaseUrl(no)).toThrow('as postgresql://');
  });
});
