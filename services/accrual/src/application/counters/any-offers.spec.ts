import { createInMemoryStore } from '@loyalty/event-store';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countersStream } from '../../domain/streams/counters-stream.js';
import { tiersStream } from '../../domain/streams/tiers-stream.js';
import { aPurchase, aReturn, line, openShop, purchase, TEA, teaProgramme } from '../../testing/shop.fixture.js';
import { postReturn } from '../returns/post-return.js';
import { postVoid } from '../voids/post-void.js';
import { findPurchase } from '../purchases/find-purchase.js';
import { tiersOf } from '../tiers/tier-book.js';

const PROGRAMME = `
partners: [bank]
offers:
  - { id: tea, give: { multiply: 2.5 }, lines: { include: { skus: [TEA] } }, caps: { day: 120 } }
  - { id: visit, give: { points: 7 }, uses: { day: 1 } }
  - { id: third, give: { points: 50, everyNth: 3, within: P30D }, caps: { member: 120 } }
  - { id: large, give: { points: 11, spentAtLeast: 50.00 }, budget: 60, partner: bank }
  - { id: unit, give: { points: 2, perUnits: 1 }, pending: { action: shipped } }
  - { id: gold, give: { multiply: 1.25 }, only: { tiers: [gold] } }
tiers:
  period: calendar_year
  ladder: [{ id: gold, name: Gold, needs: { points: 150 } }]
`;
const CAP = { base: 400, tea: 120, third: 120, large: 60 };

const anyLine = fc.record({
  sku: fc.constantFrom('TEA', 'MUG'),
  cents: fc.integer({ min: 0, max: 30_000 }),
  units: fc.integer({ min: 1, max: 4 }),
});
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('buy' as const),
      day: fc.integer({ min: 1, max: 3 }),
      lines: fc.array(anyLine, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('units' as const),
      which: fc.nat(4),
      line: fc.nat(2),
      units: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('money' as const),
      which: fc.nat(4),
      line: fc.nat(2),
      cents: fc.integer({ min: 1, max: 2_000 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('void' as const), which: fc.nat(4) }) },
);

describe('Whatever a member buys and returns under bounded offers, in any order', () => {
  it('keeps no more than the caps allow, and once all is returned nothing is left and every counter is free', async () => {
    const reached = { buy: 0, units: 0, money: 0, void: 0, trimmed: 0, withdrawn: 0, gold: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 18 }), async (steps) => {
        const counterStreams = new Set<string>();
        const shop = await openShop(teaProgramme({ programme: PROGRAMME, earn: 'caps: { day: 400 }' }), (clock) =>
          createInMemoryStore({ clock }),
        );
        const { account } = shop.members.join(TEA, { kind: 'card', value: '4007' });
        const bought: { id: string; day: number; source: string; externalId: string }[] = [];

        for (const each of steps) {
          if (each.kind === 'buy') {
            const lines = each.lines.map(({ sku, cents, units }, at) =>
              line(String(at), (cents / 100).toFixed(2), { sku, quantity: String(units) }),
            );
            const { first } = await purchase(shop, aPurchase({ occurredAt: `2026-03-0${each.day}T10:00:00Z`, lines }));
            bought.push({ id: first.purchase, day: each.day, source: first.source, externalId: first.externalId });
            if (first.outcome?.explanation.some(({ trimmed }) => trimmed)) reached.trimmed += 1;
            if (first.outcome?.explanation.some(({ offer }) => offer === 'gold')) reached.gold += 1;
            reached.buy += 1;
          } else {
            const which = bought[each.which];
            if (!which) continue;
            const answer =
              each.kind === 'void'
                ? await postVoid({ id: which.id }, shop)
                : await postReturn(aReturn({ purchase: { id: which.id }, lines: [wanted(each)] }), shop);
            if (!('rejected' in answer)) reached[each.kind] += 1;
          }
          await looksRight();
        }

        for (const { id } of bought) await postVoid({ id }, shop);
        expect(await shop.balance(account)).toEqual({ available: 0, held: 0, pending: 0, shortfall: 0 });
        for (const { given, visits } of await counters()) {
          for (const [counter, windows] of given)
            for (const [window, points] of windows) expect([counter, window, points]).toEqual([counter, window, 0n]);
          for (const waiting of visits.values()) expect(waiting).toEqual([]);
        }
        expect(await countedTowardsTiers()).toEqual({ points: 0n, spend: 0n, visits: 0n });

        /** What each offer gave and was not taken back, from the purchases alone; it is what the counters say, and within the caps. */
        async function looksRight(): Promise<void> {
          const kept: Record<string, bigint> = {};
          for (const { given } of await counters())
            for (const [counter, windows] of given)
              for (const [window, points] of windows) kept[`${counter} ${window}`] = points;
          for (const [key, points] of Object.entries(kept)) {
            expect(points).toBeGreaterThanOrEqual(0n);
            const cap =
              Object.entries(CAP).find(([offer]) => key.includes(`/${offer === 'base' ? 'points' : offer} `))?.[1] ?? 1;
            expect([key, points <= BigInt(cap)]).toEqual([key, true]);
          }
          let sum = 0n;
          for (const { source, externalId } of bought) {
            const state = await findPurchase({ source, externalId }, shop);
            if (!state) throw new Error('a purchase is gone');
            if (state.withdrawn.size > 0) reached.withdrawn += 1;
            for (const lot of state.outcome?.lots ?? []) {
              sum += lot.points;
              for (const back of state.givenBack.values()) sum -= back.lots.get(lot.id) ?? 0n;
              for (const { line: id, points } of lot.lines)
                expect(state.givenBack.get(id)?.lots.get(lot.id) ?? 0n).toBeLessThanOrEqual(points);
            }
          }
          const { available, pending } = await shop.balance(account);
          expect(BigInt(available + pending)).toBe(sum);
        }

        /** No more than was kept of it at any moment, and once all is gone nothing. */
        async function countedTowardsTiers() {
          const sum = { points: 0n, spend: 0n, visits: 0n };
          for (const { kind, counted, visits } of (await shop.store.load(tiersStream, tiersOf(account))).state.counts) {
            const sign = kind === 'purchase' ? 1n : -1n;
            sum.points += sign * (counted[0]?.points ?? 0n);
            sum.spend += sign * (counted[0]?.spend ?? 0n);
            sum.visits += sign * visits;
            for (const each of Object.values(sum)) expect(each).toBeGreaterThanOrEqual(0n);
          }
          return sum;
        }

        async function counters() {
          for (let shard = 0; shard < shop.store.shards; shard += 1)
            for (const event of await shop.store.readShard(shard, 0, 10_000))
              if (event.category === countersStream.name) counterStreams.add(event.stream);
          const states = [];
          for (const stream of counterStreams) states.push((await shop.store.load(countersStream, stream)).state);
          return states;
        }
      }),
      { numRuns: 120 },
    );
    for (const [what, count] of Object.entries(reached)) expect([what, count > 10]).toEqual([what, true]);
  });
});

function wanted(each: { kind: 'units'; line: number; units: number } | { kind: 'money'; line: number; cents: number }) {
  const id = String(each.line);
  return each.kind === 'units' ? { id, quantity: String(each.units) } : { id, amount: (each.cents / 100).toFixed(2) };
}
