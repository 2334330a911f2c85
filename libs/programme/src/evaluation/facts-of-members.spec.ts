import { describe, expect, it } from '@jest/globals';
import { purchaseOf } from '../programme.fixture.js';
import { evaluate } from './evaluate.js';
import { evaluateAction } from './evaluate-action.js';
import { offersOf, pointsByOffer } from './offers.fixture.js';
import { NO_STANDING, type Standing } from './standing.js';

const seenOf = (asks: string, standing: Partial<Standing>) => {
  const purchase = purchaseOf({ lines: [{ amount: '10.00' }] });
  const { explanation } = evaluate(offersOf([`id: o, give: { points: 5 }, ${asks}`]), 1, purchase, {
    ...NO_STANDING,
    ...standing,
  });
  return explanation.find(({ offer }) => offer === 'o')?.seen;
};

describe('What an offer saw of the member', () => {
  it('is told of whatever kind the fact is: a number, points, yes or no', () => {
    const member = { known: true, purchases: 3 };
    expect(seenOf('when: member.purchases == 3', { member })).toEqual([{ fact: 'member.purchases', value: '3' }]);
    expect(seenOf('when: wallets.points.balance >= 5', { wallets: { points: { balance: 7n } } })).toEqual([
      { fact: 'wallets.points.balance', value: '7' },
    ]);
    expect(seenOf('when: member.birthdayDay', { birthday: new Set(['day']) })).toEqual([
      { fact: 'member.birthdayDay', value: 'true' },
    ]);
  });

  it('is nothing of what is unknown', () => {
    const known = [{ fact: 'member.known', value: 'true' }];
    const member = { known: true };
    expect(seenOf('when: member.known || member.purchases > 3', { member })).toEqual(known);
    expect(seenOf('when: member.known || wallets.points.balance >= 5', { member })).toEqual(known);
  });

  it('by the condition of its lines is told too, and nothing where it asked for nothing of the member', () => {
    const lines = 'lines: { when: "line.amount >= 5.00 && member.birthdayMonth" }';
    expect(seenOf(lines, { birthday: new Set(['month']) })).toEqual([{ fact: 'member.birthdayMonth', value: 'true' }]);
    expect(seenOf('lines: { when: line.amount >= 5.00 }', {})).toBeUndefined();
  });
});

describe('A birthday, as conditions ask for it', () => {
  it.each(['day', 'week', 'month'] as const)('is the %s, and no other span', (span) => {
    const asks = `when: member.birthday${span[0]?.toUpperCase()}${span.slice(1)}`;
    const others = (['day', 'week', 'month'] as const).filter((each) => each !== span);
    expect(seenOf(asks, { birthday: new Set([span]) })).toHaveLength(1);
    expect(seenOf(asks, { birthday: new Set(others) })).toBeUndefined();
  });
});

describe('Before 1970', () => {
  it('an offer that holds for ever held as well', () => {
    const programme = offersOf(['id: o, give: { points: 5 }'], {
      more: 'actions: [{ id: review, on: review, points: 3 }]',
    });
    const occurredAt = Date.parse('1969-12-31T12:00:00Z');
    const purchase = purchaseOf({ occurredAt, lines: [{ amount: '1.00' }] });
    expect(pointsByOffer(evaluate(programme, 1, purchase))).toEqual({ base: 1, o: 5 });
    expect(pointsByOffer(evaluateAction(programme, 1, { action: 'review', occurredAt }))).toEqual({ review: 3 });
  });
});

describe('The minute of a purchase', () => {
  it('is that of the hour, by the clocks of the store', () => {
    const programme = offersOf(['id: o, give: { points: 5 }, when: purchase.hour == 10 && purchase.minute == 15']);
    const at = (text: string) =>
      pointsByOffer(evaluate(programme, 1, purchaseOf({ occurredAt: Date.parse(text), lines: [{ amount: '1.00' }] })));
    expect(at('2026-01-05T09:15:59Z')).toEqual({ base: 1, o: 5 });
    expect(at('2026-01-05T09:16:00Z')).toEqual({ base: 1 });
  });
});
