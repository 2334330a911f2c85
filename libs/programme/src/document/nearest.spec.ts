import { describe, expect, it } from '@jest/globals';
import { nearest } from './nearest.js';

describe('The name that was meant', () => {
  const names = ['timeZone', 'taxIncluded', 'name', 'id'];

  it.each([
    ['timezone', 'timeZone'],
    ['tiemZone', 'timeZone'],
    ['timeZon', 'timeZone'],
    ['taxInclude', 'taxIncluded'],
    ['nmae', 'name'],
    ['ids', 'id'],
  ])('for %s is %s', (written, meant) => {
    expect(nearest(written, names)).toBe(meant);
  });

  it('may be of one letter, and differ in its case alone', () => {
    expect(nearest('A', ['a'])).toBe('a');
  });

  it.each([
    ['abz', 'caz'],
    ['abcdef', 'baxyef'],
  ])('for %s is not %s: both letters have to have changed places, which counts as one', (written, name) => {
    expect(nearest(written, [name])).toBeUndefined();
  });

  it.each(['foo', 'x', 'zone', 'currency'])('for %s is unknown', (written) => {
    expect(nearest(written, names)).toBeUndefined();
  });
});
