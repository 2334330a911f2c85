import { describe, expect, it } from '@jest/globals';
import { parsed, programmeOf } from './programme.fixture.js';
import { receiptText } from './receipt-text.js';
import { NBSP } from './text/number-text.js';

const says = (points: bigint, available: bigint) =>
  receiptText(programmeOf(), [{ wallet: 'points', points, available }]);

describe('A receipt', () => {
  it('says what was earned and what there is', () => {
    expect(says(187n, 1230n)).toEqual(['You earned 187 points. You have 1230.']);
    expect(says(1n, 1n)).toEqual(['You earned 1 point. You have 1.']);
    expect(says(0n, 5n)).toEqual(['You earned 0 points. You have 5.']);
  });

  it('says what was taken back', () => {
    expect(says(-42n, 145n)).toEqual(['42 points were taken back. You have 145.']);
    expect(says(-1n, -30n)).toEqual(['1 point was taken back. You have -30.']);
  });

  it('says both in Russian', () => {
    const programme = parsed(`
id: a
name: A
currency: EUR
timeZone: UTC
wallets: { points: { unit: { en: { one: point, other: points }, ru: { one: балл, few: балла, many: баллов } } } }
`);
    const russian = (points: bigint) => receiptText(programme, [{ wallet: 'points', points, available: 1230n }], 'ru');
    expect(
      [-42n, -1n, 0n, 2n].map((points) =>
        russian(points)
          .map((text) => text.replaceAll(NBSP, ' '))
          .join(),
      ),
    ).toEqual([
      'Списано за возврат: 42 балла. На счёте 1230.',
      'Списано за возврат: 1 балл. На счёте 1230.',
      'Начислено: 0 баллов. На счёте 1230.',
      'Начислено: 2 балла. На счёте 1230.',
    ]);
  });

  it('says what of it a person decides about first', () => {
    const programme = parsed(`
id: a
name: A
currency: EUR
timeZone: UTC
wallets: { points: { unit: { en: { one: point, other: points }, ru: { one: балл, few: балла, many: баллов } } } }
`);
    const inReview = (points: bigint, language: 'en' | 'ru') =>
      receiptText(programme, [{ wallet: 'points', points: 187n, available: 12n, inReview: points }], language).map(
        (text) => text.replaceAll(NBSP, ' '),
      );
    expect(inReview(187n, 'en')).toEqual(['You earned 187 points. You have 12. 187 points are pending review.']);
    expect(inReview(1n, 'en')).toEqual(['You earned 187 points. You have 12. 1 point is pending review.']);
    expect(inReview(0n, 'en')).toEqual(['You earned 187 points. You have 12.']);
    expect(inReview(2n, 'ru')).toEqual(['Начислено: 187 баллов. На счёте 12. На проверке: 2 балла.']);
    expect(inReview(0n, 'ru')).toEqual(['Начислено: 187 баллов. На счёте 12.']);
  });

  it('says nothing of a wallet that the programme does not have', () => {
    expect(receiptText(programmeOf(), [{ wallet: 'miles', points: 1n, available: 1n }])).toEqual([]);
  });
});
