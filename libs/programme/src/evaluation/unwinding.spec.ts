import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { programmeOf, purchaseOf, type PurchaseOf } from '../programme.fixture.js';
import { evaluate } from './evaluate.js';
import { Unwinding } from './unwinding.fixture.js';
import { NO_STANDING, type Standing } from './standing.js';

/** Something of everything that a return can meet: tiers, caps by several windows, n-th, groups, conditions, own terms. */
const OFFERS = [
  '{ id: tea, give: { multiply: 2.5 }, lines: { include: { categories: [TEA] } }, caps: { day: 40, month: 90 } }',
  '{ id: third, give: { points: 70, everyNth: 3, within: year, spentAtLeast: 5.00 } }',
  '{ id: second-tea, give: { points: 11, everyNth: 2, within: P30D }, lines: { include: { categories: [TEA] } } }',
  '{ id: units, give: { points: 3, perUnits: 1 }, uses: { day: 2 }, pending: P14D }',
  '{ id: big, group: g, give: { points: 25, spentAtLeast: 60.00 }, caps: { member: 60 } }',
  '{ id: visit, group: g, give: { points: 9 }, expiry: { after: P30D } }',
  '{ id: loyal, give: { points: 7, per: 10.00 }, when: "tier != \'none\' && purchase.total > 20.00", partner: bank }',
  '{ id: dear, give: { multiply: 1.5, compound: true }, lines: { when: line.unitPrice >= 12.00 } }',
];

const shopOf = (offers: readonly string[]) =>
  programmeOf({
    wallet: 'caps: { week: 400 }',
    more: `partners: [bank]
tiers:
  period: calendar_year
  ladder:
    - { id: silver, name: Silver, needs: { points: 5 }, benefits: { multiply: 1.1 } }
    - { id: gold, name: Gold, needs: { points: 9 }, benefits: { multiply: 1.25 } }
${offers.length > 0 ? `offers: [${offers.join(', ')}]` : ''}`,
  });

const anyPurchase: fc.Arbitrary<PurchaseOf> = fc
  .record({
    day: fc.integer({ min: 0, max: 40 }),
    lines: fc.array(
      fc.record({
        cents: fc.integer({ min: 0, max: 9_000 }),
        units: fc.integer({ min: 1, max: 5 }),
        isTea: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(({ day, lines }) => ({
    occurredAt: Date.parse('2026-02-01T10:00:00Z') + day * 86_400_000,
    lines: lines.map(({ cents, units, isTea }) => ({
      amount: (cents / 100).toFixed(2),
      quantity: String(units),
      categories: isTea ? ['TEA'] : [],
    })),
  }));

const anyStanding: fc.Arbitrary<Partial<Standing>> = fc
  .constantFrom('silver', 'gold', undefined)
  .map((tier) => (tier === undefined ? {} : { tier }));

type Step =
  | { readonly buys: PurchaseOf; readonly seen: Partial<Standing> }
  | { readonly purchase: number; readonly line: number; readonly units: number };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ buys: anyPurchase, seen: anyStanding }),
  fc.record({ purchase: fc.nat(20), line: fc.nat(3), units: fc.integer({ min: 1, max: 5 }) }),
);

const anyOffers = fc.subarray(OFFERS, { minLength: 2 });

/** Brings back some of what is asked for, as far as there is any. */
function bringBack(member: Unwinding, { purchase, line, units }: Extract<Step, { units: number }>): void {
  const bought = member.bought[purchase % Math.max(member.bought.length, 1)];
  if (!bought) return;
  const id = [...bought.units.keys()][line % bought.units.size] ?? '';
  const some = Math.min(units, member.left(bought, id));
  if (some > 0) member.bringsBack(bought, id, some);
}

describe('Any history of purchases and returns', () => {
  it('takes back exactly what was earned once all is back, whatever the order, and frees every counter', () => {
    const reached = { trimmed: 0, nth: 0, tier: 0, withdrawn: 0, when: 0 };
    fc.assert(
      fc.property(
        anyOffers,
        fc.array(anyStep, { maxLength: 14 }),
        fc.infiniteStream(fc.nat(1_000)),
        (offers, steps, any) => {
          const member = new Unwinding(shopOf(offers));
          for (const step of steps) {
            if ('buys' in step) {
              for (const { trimmed, qualifiedBy, offer } of member.buys(step.buys, step.seen).explanation) {
                if (trimmed) reached.trimmed += 1;
                if (qualifiedBy) reached.nth += 1;
                if (offer.startsWith('tier-')) reached.tier += 1;
                if (offer === 'loyal' || offer === 'dear') reached.when += 1;
              }
            } else bringBack(member, step);
            expect(member.taken >= 0n && member.taken <= member.earned).toBe(true);
            for (const windows of member.standing.counters.given.values())
              for (const points of windows.values()) expect(points >= 0n).toBe(true);
          }

          // All that is left, unit by unit in any order.
          const left = member.bought.flatMap((bought) =>
            [...bought.units].flatMap(([line]) =>
              Array.from({ length: member.left(bought, line) }, () => ({ bought, line })),
            ),
          );
          while (left.length > 0) {
            const [next] = left.splice((any.next().value ?? 0) % left.length, 1);
            if (next) member.bringsBack(next.bought, next.line, 1);
          }
          reached.withdrawn += member.bought.filter(({ withdrawn }) => withdrawn.size > 0).length;
          expect(member.taken).toBe(member.earned);
          const { given, visits } = member.standing.counters;
          expect(
            [...given.values()].flatMap((windows) => [...windows.values()]).filter((points) => points !== 0n),
          ).toEqual([]);
          expect([...visits.values()].flat()).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
    for (const [what, count] of Object.entries(reached)) expect([what, count > 2]).toEqual([what, true]);
  });

  it('leaves a member to whom the next purchase is as the first one', () => {
    fc.assert(
      fc.property(
        anyOffers,
        fc.array(anyPurchase, { minLength: 1, maxLength: 5 }),
        anyPurchase,
        (offers, before, next) => {
          const programme = shopOf(offers);
          const member = new Unwinding(programme);
          for (const purchase of before) member.buys(purchase, { tier: 'gold' });
          for (const bought of member.bought.toReversed())
            for (const [line, units] of bought.units) member.bringsBack(bought, line, units);
          const first = evaluate(programme, 1, purchaseOf(next), { ...NO_STANDING, tier: 'gold' });
          expect(member.buys(next, { tier: 'gold' })).toEqual(first);
        },
      ),
    );
  });
});

describe('The same document, purchase and standing', () => {
  it('give the same answer, from another reading of the document and after other purchases', () => {
    fc.assert(
      fc.property(
        anyOffers,
        fc.array(anyPurchase, { maxLength: 4 }),
        anyPurchase,
        anyStanding,
        (offers, others, purchase, seen) => {
          const standing = { ...NO_STANDING, ...seen };
          const [one, another] = [shopOf(offers), shopOf(offers)];
          const first = evaluate(one, 1, purchaseOf(purchase), standing);
          for (const other of others) evaluate(another, 1, purchaseOf(other), standing);
          expect(evaluate(another, 1, purchaseOf(purchase), standing)).toEqual(first);
        },
      ),
    );
  });
});
