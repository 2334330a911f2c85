import { describe, expect, it } from '@jest/globals';
import { programmeOf } from '../programme.fixture.js';
import { SPEND_SCALE } from '../tiers/measures.js';
import { discountCards, growsBySpend, spendFact } from './discount-cards.js';
import { needsOf, quoteNeedsOf } from './needs.js';

const CARD = `discounts:
  - id: card
    steps:
      - { spentAtLeast: 100.00, percent: 5 }
      - { spentAtLeast: 500.00, percent: 7.5 }`;

describe('A discount that grows', () => {
  it.each([
    [0n, null, { percent: '5', spentAtLeast: 10_000n, missing: 10_000n }],
    [99_99n, null, { percent: '5', spentAtLeast: 10_000n, missing: 1n }],
    [100_00n, '5', { percent: '7.5', spentAtLeast: 50_000n, missing: 40_000n }],
    [500_00n, '7.5', null],
  ])('at %s cents stands at %s', (spent, percent, next) => {
    expect(discountCards(programmeOf({ more: CARD }), spent * SPEND_SCALE)).toMatchObject([
      { offer: 'card', percent, spent, next },
    ]);
  });

  it('is never said to be reached by what was rounded', () => {
    const almost = 100_00n * SPEND_SCALE - 1n;
    const [card] = discountCards(programmeOf({ more: CARD }), almost);
    expect(card).toMatchObject({ percent: null, spent: 99_99n, next: { missing: 1n } });
  });

  it('is told apart from one that is the same for ever, and from one that asks for more of the member', () => {
    const flat = 'discounts: [{ id: all, percent: 3 }]';
    expect(growsBySpend(programmeOf({ more: flat }))).toBe(false);
    const birthday = `${CARD}\n    only: { birthday: week }`;
    expect(growsBySpend(programmeOf({ more: birthday }))).toBe(true);
    expect(discountCards(programmeOf({ more: birthday }), 0n)).toEqual([]);
    const both = `${CARD}\n  - { id: all, percent: 3 }`;
    expect(growsBySpend(programmeOf({ more: both }))).toBe(true);
    expect(discountCards(programmeOf({ more: both }), 0n).map(({ offer }) => offer)).toEqual(['card']);
    const fromNothing =
      'discounts: [{ id: card, steps: [{ spentAtLeast: 0, percent: 1 }, { spentAtLeast: 9, percent: 2 }] }]';
    expect(growsBySpend(programmeOf({ more: fromNothing }))).toBe(true);
    const segments = 'segments: { young: { when: member.known } }\n';
    const young = `${segments}${CARD}\n    only: { segments: [young] }`;
    expect(discountCards(programmeOf({ more: young }), 0n)).toEqual([]);
    const when = `${CARD}\n    when: member.known`;
    expect(discountCards(programmeOf({ more: when }), 0n)).toEqual([]);
  });

  it('and what it asks for is looked at by quotes alone', () => {
    const programme = programmeOf({ more: `${CARD}\n    only: { birthday: week }` });
    expect(needsOf(programme)).toMatchObject({ birthday: false, spend: false });
    expect(quoteNeedsOf(programme)).toMatchObject({ birthday: true, spend: true, tier: false, segments: false });
  });

  it('asks for what was spent in the unit in which conditions do', () => {
    expect(spendFact(programmeOf(), 12_34n * SPEND_SCALE)).toEqual({ spend: 12_34n * 10n ** 10n });
  });
});
