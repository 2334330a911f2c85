import { describe, expect, it } from '@jest/globals';
import { parsed, purchaseOf } from '../programme.fixture.js';
import { SPEND_SCALE } from '../tiers/measures.js';
import { spendFact } from './discount-cards.js';
import { discountsFor } from './discounts.js';
import { evaluate } from './evaluate.js';
import { memberCondition } from './member-condition.js';
import { evaluateReferral } from './referral.js';
import { NO_STANDING } from './standing.js';
import { whyNot } from './why-not.js';

/** A dinar has a thousand fils. */
const KUWAIT = parsed(`
id: kuwait
name: Kuwait
currency: KWD
timeZone: Asia/Kuwait
wallets: { points: { earn: { points: 1, per: 1.000 } } }
offers: [{ id: o, give: { points: 5, spentAtLeast: 5.000 } }]
discounts: [{ id: card, steps: [{ spentAtLeast: 10.000, percent: 5 }] }]
referral: { inviter: { points: 5 }, qualifies: { spentAtLeast: 3.000 } }
`);

const paid = (amount: string) => purchaseOf({ currency: 'KWD', lines: [{ amount }] });
const fils = (amount: bigint) => amount * 10n ** 9n;

describe('In a currency of three decimals', () => {
  it('sums are told with all of them', () => {
    const { explanation } = evaluate(KUWAIT, 1, paid('4.999'));
    expect(explanation).toMatchObject([{ offer: 'base', points: 4n, basis: '4.999' }]);
    expect(whyNot(KUWAIT, paid('4.999'), explanation)).toMatchObject([
      { found: '4.999 KWD', needed: 'at least 5.000 KWD' },
    ]);
    expect(
      evaluateReferral(
        KUWAIT,
        1,
        { id: 'pur_1', purchase: paid('2.999'), joinedAt: 0, keptBefore: 0 },
        { inviter: NO_STANDING, friend: NO_STANDING },
      ),
    ).toMatchObject({ found: '2.999 KWD', needed: 'at least 3.000 KWD' });
  });

  it('what was spent reaches a discount to the last of them', () => {
    const due = (spend: bigint) =>
      discountsFor(KUWAIT, paid('100.000'), { ...NO_STANDING, history: { spend } }).map(({ amount }) => amount);
    expect([due(fils(10_000n)), due(fils(9_999n))]).toEqual([[5_000n], []]);
    expect(spendFact(KUWAIT, 12_345n * SPEND_SCALE)).toEqual({ spend: fils(12_345n) });
  });

  it('conditions explain money with them', () => {
    const compiled = memberCondition(KUWAIT, 'history.spend >= 1.5');
    if ('problems' in compiled) throw new Error(compiled.problems.map(({ message }) => message).join('\n'));
    const { failed } = compiled.condition.explain({ history: { spend: fils(1_499n) } });
    expect(failed.map(({ found }) => found)).toEqual(['1.499']);
  });
});
