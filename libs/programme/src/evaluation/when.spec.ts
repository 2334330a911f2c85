import { describe, expect, it } from '@jest/globals';
import { purchaseOf, type PurchaseOf } from '../programme.fixture.js';
import { evaluate } from './evaluate.js';
import { at, carriedBy, offersOf, pointsByOffer } from './offers.fixture.js';
import { NO_STANDING, type Standing } from './standing.js';
import { whyNot } from './why-not.js';

const FRIDAY: PurchaseOf = {
  occurredAt: at('2026-06-05T16:30:00Z'),
  store: 'mitte',
  lines: [
    { sku: 'TEA-1', amount: '30.00', quantity: '2', categories: ['TEA'] },
    { sku: 'MUG', amount: '12.10', discount: '1.00' },
  ],
};

function judged(asks: string, standing: Partial<Standing> = {}, purchase: PurchaseOf = FRIDAY) {
  const programme = offersOf([`id: o, give: { points: 5 }, ${asks}`], { more: MORE });
  const seen = { ...NO_STANDING, ...standing };
  const bought = purchaseOf(purchase);
  const evaluation = evaluate(programme, 1, bought, seen);
  return { evaluation, bought, reasons: whyNot(programme, bought, evaluation.explanation, seen) };
}

const MORE = `tiers: { period: calendar_year, ladder: [{ id: gold, name: Gold, needs: { points: 5 } }] }
segments: { young: { when: member.ageGroup == '18_24' } }
otherCurrencies: { CHF: 1.05 }`;

const MEMBER: Partial<Standing> = {
  tier: 'gold',
  segments: new Set(['young']),
  birthday: new Set(['week', 'month']),
  member: { known: true, purchases: 3, daysSinceJoined: 400, language: 'ru' },
  wallets: { points: { balance: 120, pending: 5 } },
};

describe('An offer with a condition', () => {
  it.each([
    ["when: purchase.total >= 42.10 && purchase.store == 'mitte'"],
    ["when: purchase.dayOfWeek == 'friday' && purchase.time >= '18:30' && purchase.hour < 19"],
    ["when: \"tier == 'gold' && 'young' in member.segments && member.birthdayWeek && !member.birthdayDay\""],
    ['when: "member.purchases == 3 && member.daysSinceJoined > 365 && member.language == \'ru\'"'],
    ['when: wallets.points.balance + wallets.points.pending == 125'],
    ['when: "purchase.lines.exists(l, \'TEA\' in l.categories && l.unitPrice == 15)"'],
  ])('fires where it holds: %s', (asks) => {
    expect(pointsByOffer(judged(asks, MEMBER).evaluation)).toEqual({ base: 42, o: 5 });
  });

  it('asks for money in the main currency', () => {
    const francs = { currency: 'CHF', lines: [{ amount: '40.00' }] };
    expect(pointsByOffer(judged('when: purchase.total == 42.00', {}, francs).evaluation)).toEqual({ base: 42, o: 5 });
  });

  it('gives nothing where it does not hold, and names the terms that failed, with what was found and needed', () => {
    const { evaluation, reasons } = judged("when: purchase.total >= 50.00 && tier == 'gold'", { tier: 'none' });
    expect(pointsByOffer(evaluation)).toEqual({ base: 42 });
    expect(reasons).toEqual([
      {
        offer: 'o',
        condition: 'when',
        found: "purchase.total >= 50.00: 42.10; tier == 'gold': none",
        needed: "purchase.total >= 50.00: at least 50.00; tier == 'gold': gold",
        terms: [
          {
            term: 'purchase.total >= 50.00',
            found: '42.10',
            needed: 'at least 50.00',
            need: 'at_least',
            wanted: '50.00',
          },
          { term: "tier == 'gold'", found: 'none', needed: 'gold', need: 'equal', wanted: 'gold' },
        ],
      },
    ]);
  });

  it('does not hold where what it needs was not brought; who has no tier is known to have none, unless a guest', () => {
    expect(judged('when: wallets.points.balance >= 0').reasons).toMatchObject([
      { condition: 'when', found: 'wallets.points.balance >= 0: unknown' },
    ]);
    expect(judged("when: tier != 'gold'").reasons).toEqual([]);
    expect(judged("when: tier == 'none'").reasons).toEqual([]);
    expect(judged("when: tier != 'gold'", { member: { known: false } }).reasons).toMatchObject([{ condition: 'when' }]);
  });

  it('counts the purchases of an n-th bonus', () => {
    const third = 'id: third, give: { points: 50, everyNth: 3, within: P30D }';
    const second = 'id: o, give: { points: 5 }, when: counters.third.nth == 2 && counters.third.visits == 1';
    const programme = offersOf([third, second]);
    const visits = new Map([['third', [{ purchase: 'pur_1', at: at('2026-06-01T10:00:00Z') }]]]);
    const standing = { ...NO_STANDING, counters: { given: new Map(), visits } };
    expect(pointsByOffer(evaluate(programme, 1, purchaseOf(FRIDAY), standing))).toEqual({ base: 42, o: 5 });
    expect(pointsByOffer(evaluate(programme, 1, purchaseOf(FRIDAY)))).toEqual({ base: 42 });
  });

  it('says what it saw of the member, so that it can be judged again once the member is erased', () => {
    const asks =
      "when: \"tier == 'gold' && member.purchases >= 3 && 'young' in member.segments && purchase.total > 1\"";
    expect(judged(asks, MEMBER).evaluation.explanation[1]?.seen).toEqual([
      { fact: 'tier', value: 'gold' },
      { fact: 'member.purchases', value: '3' },
      { fact: 'member.segments', value: 'young' },
    ]);
    expect(judged('when: purchase.total > 1', MEMBER).evaluation.explanation[1]).not.toHaveProperty('seen');
  });
});

describe('A condition of lines', () => {
  it('leaves of the lines those of which it holds', () => {
    const { evaluation } = judged('lines: { when: line.discount > 0 }');
    expect(evaluation.explanation[1]).toMatchObject({ offer: 'o', lines: ['2'], basis: '12.10' });
    expect(carriedBy(evaluation)).toEqual({ '1': 30, '2': 17 });
  });

  it('is asked besides what else the lines must be, and may ask for the purchase', () => {
    const lines = (more: string) => `lines: { include: { categories: [TEA] }, when: "line.amount > 20 && ${more}" }`;
    expect(judged(lines("purchase.store == 'mitte'")).evaluation.explanation[1]).toMatchObject({ lines: ['1'] });
    expect(judged(lines("purchase.store == 'wedding'")).reasons).toMatchObject([{ offer: 'o', condition: 'lines' }]);
    expect(judged('lines: { when: line.amount > 30 }').reasons).toMatchObject([{ offer: 'o', condition: 'lines' }]);
  });
});
