import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { programmeOf, purchaseOf, type LineOf } from '../programme.fixture.js';
import { SPEND_SCALE } from '../tiers/measures.js';
import { discountCards } from './discount-cards.js';
import { discountsFor } from './discounts.js';
import { NO_STANDING, type Standing } from './standing.js';

const spent = (euros: string): Partial<Standing> => ({
  history: { spend: BigInt(euros.replace('.', '')) * 10n ** 10n },
});

const CARD = `discounts:
  - id: card
    steps:
      - { spentAtLeast: 0, percent: 3 }
      - { spentAtLeast: 1000.00, percent: 5 }
      - { spentAtLeast: 5000.00, percent: 7.5 }
    lines: { exclude: { categories: [TOBACCO] } }`;

function takenOff(more: string, lines: readonly LineOf[], standing: Partial<Standing> = {}) {
  const programme = programmeOf({ more });
  return discountsFor(programme, purchaseOf({ lines }), { ...NO_STANDING, ...standing }).map(
    ({ line, offer, percent, amount }) => `${line}: ${offer} ${percent} % ${amount}`,
  );
}

describe('A discount card', () => {
  it('grows with what was spent and kept before the purchase', () => {
    const hundred = [{ amount: '100.00' }];
    expect(takenOff(CARD, hundred)).toEqual(['1: card 3 % 300']);
    expect(takenOff(CARD, hundred, spent('999.99'))).toEqual(['1: card 3 % 300']);
    expect(takenOff(CARD, hundred, spent('1000.00'))).toEqual(['1: card 5 % 500']);
    expect(takenOff(CARD, hundred, spent('5000.00'))).toEqual(['1: card 7.5 % 750']);
  });

  it('leaves out what it is not for, and what is neither goods nor service', () => {
    const lines: LineOf[] = [
      { amount: '10.00' },
      { amount: '10.00', categories: ['TOBACCO'] },
      { amount: '10.00', kind: 'gift_card' },
      { amount: '10.00', kind: 'delivery' },
    ];
    expect(takenOff(CARD, lines)).toEqual(['1: card 3 % 30']);
  });

  it('is rounded once, as it declares, and its lines add up', () => {
    const lines = [{ amount: '0.17' }, { amount: '0.17' }, { amount: '0.17' }];
    // 3 % of 0.51 is 1.53 cents.
    expect(takenOff(CARD, lines)).toEqual(['1: card 3 % 1']);
    expect(takenOff(`${CARD}\n    rounding: half-up`, lines)).toEqual(['1: card 3 % 1', '2: card 3 % 1']);
    expect(takenOff(CARD, [{ amount: '0.33' }])).toEqual([]);
  });
});

describe('What a tier has', () => {
  const TIERS = `tiers:
  period: calendar_year
  ladder:
    - { id: silver, name: Silver, benefits: { discount: 4 } }
    - { id: gold, name: Gold, needs: { points: 500 }, benefits: { discount: 6 } }`;

  it('is taken off for its members', () => {
    const lines = [{ amount: '50.00' }];
    expect(takenOff(TIERS, lines, { tier: 'silver' })).toEqual(['1: tier-silver 4 % 200']);
    expect(takenOff(TIERS, lines, { tier: 'gold' })).toEqual(['1: tier-gold 6 % 300']);
    expect(takenOff(TIERS, lines)).toEqual([]);
  });

  it('stands beside a card: of each line the greater counts, and nothing is taken off twice', () => {
    const both = `${TIERS}\n${CARD}`;
    const lines = [{ amount: '50.00' }, { amount: '50.00', categories: ['TOBACCO'] }];
    const member = { tier: 'gold', ...spent('5000.00') };
    expect(takenOff(both, lines, member)).toEqual(['1: card 7.5 % 375', '2: tier-gold 6 % 300']);
    expect(takenOff(both, lines, { tier: 'gold' })).toEqual(['1: tier-gold 6 % 300', '2: tier-gold 6 % 300']);
  });
});

describe('A discount', () => {
  it('may have conditions of the purchase and of its lines, days and places', () => {
    const staff = `discounts:
  - id: staff
    percent: 20
    only: { channels: [till] }
    when: purchase.total >= 20.00
    lines: { when: line.discount == 0 }
    until: 2026-01-31
    text: { en: Staff, ru: Сотрудникам }`;
    const lines = [{ amount: '15.00' }, { amount: '10.00', discount: '1.00' }];
    const programme = programmeOf({ more: staff });
    const at = (more: object) => discountsFor(programme, purchaseOf({ lines, channel: 'till', ...more }));
    expect(at({})).toEqual([
      { line: '1', offer: 'staff', percent: '20', amount: 300n, texts: { en: 'Staff', ru: 'Сотрудникам' } },
    ]);
    expect(at({ channel: 'web' })).toEqual([]);
    expect(at({ lines: [{ amount: '19.99' }] })).toEqual([]);
    expect(at({ occurredAt: Date.parse('2026-02-01T00:00:00Z') })).toEqual([]);
  });

  it('says what the step takes off that was reached, not what the greatest would', () => {
    const card = programmeOf({
      more: 'discounts: [{ id: card, steps: [{ spentAtLeast: 0, percent: 3 }, { spentAtLeast: 500.00, percent: 5 }] }]',
    });
    const [told] = discountsFor(card, purchaseOf({ lines: [{ amount: '10.00' }] }));
    expect(told).toMatchObject({ percent: '3', texts: { en: '3% off' } });
    const said = (spent: number) => discountCards(card, BigInt(spent) * SPEND_SCALE)[0];
    expect(said(49_999)).toMatchObject({ percent: '3', texts: { en: '3% off' } });
    expect(said(50_000)).toMatchObject({ percent: '5', texts: { en: '5% off' }, next: null });
  });

  it('is the first of those that take off as much, wherever a smaller one stands', () => {
    const three = `discounts:
  - { id: small, percent: 4 }
  - { id: first, percent: 5 }
  - { id: second, percent: 5 }`;
    expect(takenOff(three, [{ amount: '10.00' }])).toEqual(['1: first 5 % 50']);
  });

  it('never takes more than the line costs, and is the same whatever the order of the lines', () => {
    const programme = programmeOf({ more: 'discounts: [{ id: all, percent: 33.33, rounding: up }]' });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9999 }), { minLength: 1, maxLength: 6 }), (cents) => {
        const lines = cents.map((each) => ({ amount: (each / 100).toFixed(2) }));
        const taken = discountsFor(programme, purchaseOf({ lines }));
        const sum = cents.reduce((all, each) => all + each, 0);
        const total = taken.reduce((all, { amount }) => all + Number(amount), 0);
        expect(total).toBe(Math.ceil((sum * 3333) / 10_000));
        for (const { line, amount } of taken) expect(Number(amount)).toBeLessThanOrEqual(cents[Number(line) - 1] ?? 0);
      }),
    );
  });

  it('refuses a currency that the programme does not take', () => {
    expect(() => discountsFor(programmeOf(), purchaseOf({ currency: 'USD', lines: [] }))).toThrow('does not take');
  });
});
