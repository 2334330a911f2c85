import { describe, expect, it } from '@jest/globals';
import { englishForm, russianForm, russianGenitive } from './plural.js';
import { countText, countTextOf, NBSP, ordinalText } from './number-text.js';
import type { Unit } from './unit.js';

const POINTS: Unit = { en: { one: 'point', other: 'points' }, ru: { one: 'балл', few: 'балла', many: 'баллов' } };
const said = (text: string) => text.replaceAll(NBSP, ' ');

describe('A count and its noun', () => {
  it.each([
    [0n, '0 points', '0 баллов'],
    [1n, '1 point', '1 балл'],
    [2n, '2 points', '2 балла'],
    [3n, '3 points', '3 балла'],
    [4n, '4 points', '4 балла'],
    [5n, '5 points', '5 баллов'],
    [10n, '10 points', '10 баллов'],
    [11n, '11 points', '11 баллов'],
    [12n, '12 points', '12 баллов'],
    [14n, '14 points', '14 баллов'],
    [19n, '19 points', '19 баллов'],
    [20n, '20 points', '20 баллов'],
    [21n, '21 points', '21 балл'],
    [22n, '22 points', '22 балла'],
    [25n, '25 points', '25 баллов'],
    [100n, '100 points', '100 баллов'],
    [101n, '101 points', '101 балл'],
    [104n, '104 points', '104 балла'],
    [111n, '111 points', '111 баллов'],
    [112n, '112 points', '112 баллов'],
    [121n, '121 points', '121 балл'],
    [1_000n, '1,000 points', '1000 баллов'],
    [1_011n, '1,011 points', '1011 баллов'],
    [1_001n, '1,001 points', '1001 балл'],
    [12_322n, '12,322 points', '12 322 балла'],
    [9_007_199_254_740_991n, '9,007,199,254,740,991 points', '9 007 199 254 740 991 балл'],
    [-1n, '-1 point', '-1 балл'],
    [-30n, '-30 points', '-30 баллов'],
    [-12_345n, '-12,345 points', '-12 345 баллов'],
    ['0.5', '0.5 points', '0,5 балла'],
    ['1.5', '1.5 points', '1,5 балла'],
    ['5.25', '5.25 points', '5,25 балла'],
    ['11.1', '11.1 points', '11,1 балла'],
    ['1.00', '1.00 point', '1,00 балл'],
    ['5.0', '5.0 points', '5,0 баллов'],
    ['10.0', '10.0 points', '10,0 баллов'],
  ])('of %s', (count, english, russian) => {
    expect(said(countText(count, POINTS, 'en'))).toBe(english);
    expect(said(countText(count, POINTS, 'ru'))).toBe(russian);
  });

  it.each([
    [0n, '0 баллов'],
    [1n, '1 балла'],
    [2n, '2 баллов'],
    [5n, '5 баллов'],
    [11n, '11 баллов'],
    [21n, '21 балла'],
    [23n, '23 баллов'],
    [111n, '111 баллов'],
    ['2.5', '2,5 балла'],
  ])('of no more than %s stands in the genitive in Russian', (count, russian) => {
    expect(said(countTextOf(count, POINTS, 'ru'))).toBe(russian);
    expect(countTextOf(count, POINTS, 'en')).toBe(countText(count, POINTS, 'en'));
  });

  it('has the form that its last two digits say, for every one of them', () => {
    for (let count = 0; count < 1000; count++) {
      const [tens, ones] = [Math.floor(count / 10) % 10, count % 10];
      const isTeen = tens === 1;
      const form = !isTeen && ones === 1 ? 'one' : !isTeen && ones >= 2 && ones <= 4 ? 'few' : 'many';
      expect([count, russianForm(BigInt(count))]).toEqual([count, form]);
      expect([count, russianGenitive(BigInt(count))]).toEqual([count, form === 'one' ? 'few' : 'many']);
      expect([count, englishForm(BigInt(count))]).toEqual([count, count === 1 ? 'one' : 'other']);
    }
  });

  it.each([
    [1n, '1st', '1-ю'],
    [2n, '2nd', '2-ю'],
    [3n, '3rd', '3-ю'],
    [4n, '4th', '4-ю'],
    [11n, '11th', '11-ю'],
    [12n, '12th', '12-ю'],
    [13n, '13th', '13-ю'],
    [21n, '21st', '21-ю'],
    [102n, '102nd', '102-ю'],
    [113n, '113th', '113-ю'],
  ])('may be a place: %s', (position, english, russian) => {
    expect([ordinalText(position, 'en'), ordinalText(position, 'ru')]).toEqual([english, russian]);
  });

  it('stops at what is no number', () => {
    expect(() => countText('many', POINTS, 'en')).toThrow('Not a number');
    expect(() => countText('1e5', POINTS, 'ru')).toThrow('Not a number');
  });
});
