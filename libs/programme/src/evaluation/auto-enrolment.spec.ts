import { describe, expect, it } from '@jest/globals';
import { programmeOf, purchaseOf, type PurchaseOf } from '../programme.fixture.js';
import { isQualifying } from './auto-enrolment.js';

const enrols = (when: string, purchase: PurchaseOf) =>
  isQualifying(
    programmeOf({
      more: `otherCurrencies: { JPY: 0.0061 }\nautoEnrolment: { when: ${when} }`,
      earn: 'exclude: { skus: [POST] }',
    }),
    purchaseOf(purchase),
  );

describe('A purchase of someone unknown', () => {
  it('enrols never, or always, as the programme says', () => {
    expect(enrols('never', { lines: [{ amount: '1000.00' }] })).toBe(false);
    expect(enrols('always', { lines: [{ amount: '0.00' }] })).toBe(true);
    expect(isQualifying(programmeOf(), purchaseOf({ lines: [{ amount: '1000.00' }] }))).toBe(false);
  });

  it('enrols from a sum of eligible lines on', () => {
    const when = '{ spentAtLeast: 50.00 }';
    expect(enrols(when, { lines: [{ amount: '30.00' }, { amount: '20.00' }] })).toBe(true);
    expect(enrols(when, { lines: [{ amount: '30.00' }, { amount: '19.99' }] })).toBe(false);
    expect(enrols(when, { lines: [{ amount: '30.00' }, { amount: '20.00', sku: 'POST' }] })).toBe(false);
    expect(enrols(when, { currency: 'JPY', lines: [{ amount: '8197' }] })).toBe(true);
    expect(enrols(when, { currency: 'JPY', lines: [{ amount: '8196' }] })).toBe(false);
    expect(enrols(when, { currency: 'SEK', lines: [{ amount: '8196' }] })).toBe(false);
  });

  it('earns unless the programme says that it does not', () => {
    const earns = (more: string) => programmeOf({ more }).autoEnrolment.earns;
    expect([
      earns(''),
      earns('autoEnrolment: { when: always }'),
      earns('autoEnrolment: { when: always, earns: false }'),
    ]).toEqual([true, true, false]);
  });
});
