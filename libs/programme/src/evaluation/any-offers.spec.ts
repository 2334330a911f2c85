import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { purchaseOf } from '../programme.fixture.js';
import { evaluate } from './evaluate.js';
import { NaiveMember, type NaiveOffer, type NaivePurchase } from './naive-offers.fixture.js';
import { MemberFixture, offersOf, pointsByOffer, totalOf } from './offers.fixture.js';

const money = (max: number) => fc.integer({ min: 1, max }).map((cents) => (cents / 100).toFixed(2));
const points = fc.integer({ min: 1, max: 60 });
const factor = fc.integer({ min: 10_001, max: 60_000 }).map((parts) => (parts / 10_000).toFixed(4));
const give: fc.Arbitrary<NaiveOffer['give']> = fc.oneof(
  fc.record({ multiply: factor }),
  fc.record({ multiply: factor }),
  fc.record({ points, perUnits: fc.constant(1 as const) }),
  fc.record({ points, per: money(900) }),
  fc.record({ points, spentAtLeast: money(9_000) }),
  fc.record({ points, everyNth: fc.integer({ min: 2, max: 3 }), within: fc.constant('year' as const) }),
  fc.record({ points, everyNth: fc.integer({ min: 2, max: 3 }), within: fc.constant('year' as const) }),
  fc.record({ points }),
);
const bound = fc.option(fc.integer({ min: 1, max: 150 }), { nil: undefined });
const anyOffer = fc.record({
  give,
  sku: fc.option(fc.constantFrom('A', 'B', 'C'), { nil: undefined }),
  group: fc.option(fc.constantFrom('g', 'h'), { nil: undefined }),
  day: bound,
  member: bound,
  uses: fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined }),
});
const anyOffers = fc
  .array(anyOffer, { minLength: 1, maxLength: 6 })
  .map((offers): NaiveOffer[] => offers.map((offer, at) => toNaive(`o${at}`, offer)));

type AnyOffer = { -readonly [Key in keyof NaiveOffer]?: NaiveOffer[Key] | undefined } & Pick<NaiveOffer, 'give'>;

/** A day’s cap above a member’s is a slip of the pen, and refused. */
function toNaive(id: string, { give: given, sku, group, day, member, uses }: AnyOffer): NaiveOffer {
  const inOrder = day !== undefined && member !== undefined && day > member ? [member, day] : [day, member];
  return {
    id,
    give: given,
    ...(sku !== undefined && { sku }),
    ...(group !== undefined && { group }),
    ...(inOrder[0] !== undefined && { day: inOrder[0] }),
    ...(inOrder[1] !== undefined && { member: inOrder[1] }),
    ...(uses !== undefined && { uses }),
  };
}

const anyPurchase: fc.Arbitrary<NaivePurchase> = fc.record({
  day: fc.integer({ min: 0, max: 3 }),
  lines: fc.array(
    fc.record({
      sku: fc.constantFrom('A', 'B', 'C', 'D'),
      cents: fc.integer({ min: 0, max: 9_000 }),
      units: fc.integer({ min: 1, max: 4 }),
    }),
    { minLength: 1, maxLength: 5 },
  ),
});

function written({ id, give: given, sku, group, day, member, uses }: NaiveOffer): string {
  const caps = [day === undefined ? '' : `day: ${day}`, member === undefined ? '' : `member: ${member}`].filter(
    Boolean,
  );
  return [
    `id: ${id}`,
    `give: { ${Object.entries(given)
      .map(([field, value]) => `${field}: ${value}`)
      .join(', ')} }`,
    ...(sku === undefined ? [] : [`lines: { include: { skus: [${sku}] } }`]),
    ...(group === undefined ? [] : [`group: ${group}`]),
    ...(caps.length === 0 ? [] : [`caps: { ${caps.join(', ')} }`]),
    ...(uses === undefined ? [] : [`uses: { day: ${uses} }`]),
  ].join(', ');
}

const bought = ({ day, lines }: NaivePurchase) => ({
  occurredAt: Date.parse('2026-01-01T10:00:00Z') + day * 86_400_000,
  lines: lines.map(({ sku, cents, units }) => ({ sku, amount: (cents / 100).toFixed(2), quantity: String(units) })),
});

describe('Any offers on any purchases of a member', () => {
  it('give what a second, naive reading of the rules gives, and its lines carry it', () => {
    const reached = { trimmed: 0, bonus: 0, multiplied: 0, nth: 0, grouped: 0 };
    fc.assert(
      fc.property(anyOffers, fc.array(anyPurchase, { maxLength: 8 }), (offers, purchases) => {
        const member = new MemberFixture(offersOf(offers.map(written)));
        const naive = new NaiveMember(offers);
        for (const purchase of purchases) {
          const evaluation = member.buys(bought(purchase));
          const expected = naive.buys(purchase);
          expect(pointsByOffer(evaluation)).toEqual(expected);
          for (const lot of evaluation.lots)
            expect(lot.lines.reduce((total, line) => total + line.points, 0n)).toBe(lot.points);
          expect(totalOf(evaluation)).toBe(Object.values(expected).reduce((total, each) => total + each, 0));

          for (const { trimmed, multiplier, qualifiedBy } of evaluation.explanation) {
            if (trimmed) reached.trimmed += 1;
            if (multiplier !== undefined) reached.multiplied += 1;
            if (qualifiedBy) reached.nth += 1;
          }
          if (offers.some(({ group, id }) => group !== undefined && !(id in expected))) reached.grouped += 1;
          if (evaluation.explanation.length > 2) reached.bonus += 1;
        }
      }),
      { numRuns: 250 },
    );
    for (const [what, count] of Object.entries(reached)) expect([what, count > 40]).toEqual([what, true]);
  });

  it('give as much in whatever order the lines stand', () => {
    fc.assert(
      fc.property(anyOffers, anyPurchase, (offers, purchase) => {
        const programme = offersOf(offers.map(written));
        const reversed = { ...purchase, lines: purchase.lines.toReversed() };
        const of = (each: NaivePurchase) => pointsByOffer(evaluate(programme, 1, purchaseOf(bought(each))));
        expect(of(reversed)).toEqual(of(purchase));
      }),
    );
  });

  it('never give more than a cap allows, and say what they took', () => {
    fc.assert(
      fc.property(anyOffers, fc.array(anyPurchase, { maxLength: 10 }), (offers, purchases) => {
        const member = new MemberFixture(offersOf(offers.map(written)));
        const free = new MemberFixture(
          offersOf(
            offers.map(({ day: _day, member: _member, uses: _uses, group: _group, ...offer }) => written(offer)),
          ),
        );
        const given = new Map<string, number>();
        for (const purchase of purchases) {
          const untrimmed = pointsByOffer(free.buys(bought(purchase)));
          for (const { offer, points: got, trimmed } of member.buys(bought(purchase)).explanation) {
            const taken = Number(trimmed?.points ?? 0n);
            const isMine = offers.some(
              ({ id, give: each, group }) =>
                id === offer && group === undefined && !('everyNth' in each) && !('multiply' in each),
            );
            if (isMine) expect(Number(got) + taken).toBe(untrimmed[offer]);
            for (const key of [offer, `${offer} ${purchase.day}`]) given.set(key, (given.get(key) ?? 0) + Number(got));
          }
        }
        for (const { id, day, member: ever } of offers) {
          if (ever !== undefined) expect(given.get(id) ?? 0).toBeLessThanOrEqual(ever);
          for (let on = 0; on <= 3; on += 1)
            if (day !== undefined) expect(given.get(`${id} ${on}`) ?? 0).toBeLessThanOrEqual(day);
        }
      }),
    );
  });
});
