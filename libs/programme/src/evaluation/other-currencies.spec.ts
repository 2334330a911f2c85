import { describe, expect, it } from '@jest/globals';
import { programmeOf, purchaseOf } from '../programme.fixture.js';
import { discountsFor } from './discounts.js';
import { evaluate } from './evaluate.js';
import { offersOf, pointsByOffer } from './offers.fixture.js';
import { evaluateReferral, stillQualifies } from './referral.js';
import { NO_STANDING } from './standing.js';
import { whyNot } from './why-not.js';

/** Two francs are a euro, and a yen has no cents. */
const more = 'otherCurrencies: { CHF: 0.5, JPY: 0.0061 }';
const paid = (amount: string, currency = 'CHF') => purchaseOf({ currency, lines: [{ amount }] });
const given = (offers: readonly string[], amount: string) =>
  pointsByOffer(evaluate(offersOf(offers, { more }), 1, paid(amount)));

describe('In another currency an offer', () => {
  it('gives per amount what the same sum gives in the main one: 20.00 CHF are 10.00 EUR', () => {
    expect(given(['id: o, give: { points: 3, per: 4.00 }'], '20.00')).toEqual({ base: 10, o: 7 });
  });

  it('for a sum is given from that sum on, to the cent', () => {
    const offer = 'id: o, give: { points: 20, spentAtLeast: 50.00 }';
    expect(given([offer], '100.00')).toEqual({ base: 50, o: 20 });
    expect(given([offer], '99.99')).toEqual({ base: 49 });
  });

  it('for one of several purchases needs no sum where it asks for none', () => {
    expect(given(['id: o, give: { points: 5, everyNth: 2, within: year }'], '20.00')).toEqual({ base: 10 });
  });

  it('that compounds multiplies the exact base earn: 10 × 2 × 1.5', () => {
    const offers = ['id: two, give: { multiply: 2 }', 'id: half, give: { multiply: 1.5, compound: true }'];
    expect(given(offers, '20.00')).toEqual({ base: 10, two: 10, half: 10 });
  });

  it('says what was paid in its decimals, and what was needed in those of the main one', () => {
    const programme = offersOf(['id: o, give: { points: 20, spentAtLeast: 50.00 }'], { more });
    const purchase = paid('8000', 'JPY');
    const { explanation } = evaluate(programme, 1, purchase);
    expect(whyNot(programme, purchase, explanation)).toEqual([
      { offer: 'o', condition: 'spentAtLeast', found: '8000 JPY', needed: 'at least 50.00 EUR' },
    ]);
  });
});

describe('In a currency that the programme does not take', () => {
  const programme = programmeOf({ more: 'referral: { inviter: { points: 500 } }' });
  const kronor = paid('10.00', 'SEK');

  it('nothing is explained, discounted or referred: whoever asks has refused it', () => {
    expect(() => whyNot(programme, kronor, [])).toThrow('shop was to explain SEK, which it does not take.');
    expect(() => discountsFor(programme, kronor)).toThrow('shop was to discount SEK, which it does not take.');
    expect(() => stillQualifies(programme, kronor)).toThrow('shop was to refer SEK, which it does not take.');
    expect(() => evaluate(programme, 1, kronor)).toThrow('shop was to evaluate SEK, which it does not take.');
  });
});

describe('In another currency a referral', () => {
  const programme = programmeOf({
    more: `${more}\nreferral: { inviter: { points: 500 }, qualifies: { spentAtLeast: 30.00 } }`,
  });
  const referred = (amount: string, currency?: string) =>
    evaluateReferral(
      programme,
      1,
      { id: 'pur_1', purchase: paid(amount, currency), joinedAt: 0, keptBefore: 0 },
      { inviter: NO_STANDING, friend: NO_STANDING },
    );

  it('qualifies by what the sum is worth: 60.00 CHF are 30.00 EUR', () => {
    expect(referred('60.00')?.qualifies).toBe(true);
    expect(referred('59.99')).toMatchObject({ found: '59.99 CHF', needed: 'at least 30.00 EUR' });
    expect(referred('4918', 'JPY')).toMatchObject({ found: '4918 JPY' });
    expect(referred('4919', 'JPY')?.qualifies).toBe(true);
    expect([stillQualifies(programme, paid('60.00')), stillQualifies(programme, paid('59.99'))]).toEqual([true, false]);
  });
});
