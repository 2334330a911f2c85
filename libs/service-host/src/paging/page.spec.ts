import { describe, expect, it } from '@jest/globals';
import { pageOf } from './page.js';

const ALL = ['a', 'b', 'c', 'd', 'e'];
const page = (paging: Parameters<typeof pageOf>[1]) => pageOf(ALL, paging, (each) => each);

describe('A page of a list that is at hand', () => {
  it('is all of it unless a limit is said', () => {
    expect(page({})).toEqual({ items: ALL, next: null });
    expect(page({ after: 'c' })).toEqual({ items: ['d', 'e'], next: null });
  });

  it('goes on behind the page before, until nothing is left', () => {
    expect(page({ limit: 2 })).toEqual({ items: ['a', 'b'], next: 'b' });
    expect(page({ limit: 2, after: 'b' })).toEqual({ items: ['c', 'd'], next: 'd' });
    expect(page({ limit: 2, after: 'd' })).toEqual({ items: ['e'], next: null });
    expect(page({ limit: 5 })).toEqual({ items: ALL, next: null });
    expect(page({ after: 'e' })).toEqual({ items: [], next: null });
  });

  it('is refused behind what is not there', () => {
    expect(() => page({ after: 'x' })).toThrow(expect.objectContaining({ code: 'invalid_cursor' }));
  });
});
