import { describe, expect, it } from '@jest/globals';
import type { GivenBackPoints, Refund, TakenBack } from '@loyalty/contracts';
import { redemptionStream } from '@loyalty/contracts';
import { formatMoney, worthOf } from '@loyalty/programme';
import { fromId } from '@loyalty/service-host/values';
import fc from 'fast-check';
import { gift, redeem } from '../../testing/redemption.fixture.js';
import { aPurchase, aReturn, line, openShop, purchase, TEA, teaProgramme } from '../../testing/shop.fixture.js';
import { postReturn } from '../returns/post-return.js';
import { postVoid } from '../voids/post-void.js';

const basket = fc.array(
  fc.record({
    cents: fc.integer({ min: 0, max: 9_999 }),
    quantity: fc.integer({ min: 1, max: 7 }),
    isBook: fc.boolean(),
  }),
  { minLength: 1, maxLength: 5 },
);
const rate = fc.record({
  points: fc.integer({ min: 1, max: 400 }),
  cents: fc.integer({ min: 1, max: 400 }),
  rounding: fc.constantFrom('down', 'up', 'half-up'),
});
const step = fc.record({
  at: fc.nat(4),
  kind: fc.constantFrom('units', 'money'),
  share: fc.integer({ min: 1, max: 100 }),
});

const sum = (parts: readonly bigint[]) => parts.reduce((all, each) => all + each, 0n);

interface Back {
  readonly refund: readonly Refund[];
  readonly takenBack: readonly TakenBack[];
  readonly givenBack?: readonly GivenBackPoints[];
}

describe('Any order that points paid, returned in any order', () => {
  it('gives back what was paid to the point and to the cent, never more on the way, and takes what it earned', async () => {
    const reached = { paid: 0, twice: 0, partly: 0, refused: 0, money: 0, voided: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          bought: basket,
          rate,
          steps: fc.array(step, { maxLength: 8 }),
          share: fc.integer({ min: 1, max: 99 }),
        }),
        fc.boolean(),
        async ({ bought, rate: { points: per, cents, rounding }, steps, share }, isVoided) => {
          const pay = `{ points: ${per}, pay: { EUR: "${formatMoney(BigInt(cents), 'EUR')}" } }`;
          const lines = 'lines: { exclude: { categories: [BOOKS] } }';
          const programme = `payWithPoints: { wallets: { points: ${pay} }, rounding: ${rounding}, ${lines} }`;
          const shop = await openShop(teaProgramme({ programme }));
          const owner = shop.members.join(TEA, { kind: 'card', value: '4007' });
          await gift(shop, owner, 1_000_000_000);

          const payable = bought.reduce((all, each) => all + (each.isBook ? 0 : each.cents), 0);
          const total = bought.reduce((all, each) => all + each.cents, 0);
          const terms = { points: BigInt(per), amount: BigInt(cents), currency: 'EUR', rounding: rounding as 'down' };
          const most = (BigInt(payable * share) * BigInt(per)) / (100n * BigInt(cents));
          const parts = [most / 3n, most - most / 3n].filter((each) => each > 0n && worthOf(each, terms) > 0n);
          const amounts = parts.map((each) => worthOf(each, terms));
          if (parts.length === 0 || sum(amounts) > BigInt(payable)) return;
          reached.paid += 1;
          if (parts.length === 2) reached.twice += 1;

          const redemptions: string[] = [];
          for (const each of parts) redemptions.push(await redeem(shop, owner, { points: Number(each) }));
          const rest = BigInt(total) - sum(amounts);
          const { first } = await purchase(
            shop,
            aPurchase({
              lines: bought.map((each, at) =>
                line(String(at), formatMoney(BigInt(each.cents), 'EUR'), {
                  quantity: String(each.quantity),
                  categories: each.isBook ? ['BOOKS'] : [],
                }),
              ),
              payments: [
                ...amounts.map((amount, at) => ({
                  kind: 'points' as const,
                  amount: formatMoney(amount, 'EUR'),
                  redemption: redemptions[at] ?? '',
                })),
                { kind: 'card' as const, amount: formatMoney(rest, 'EUR') },
              ],
            }),
          );
          const back: Back[] = [];
          const send = async (what: object[]) => {
            const result = await postReturn(aReturn({ purchase: { id: first.purchase }, lines: what }), shop);
            if (!('answer' in result) || result.answer.type !== 'ReturnRecorded') return void (reached.refused += 1);
            back.push(result.answer);
            reached.partly += 1;
          };
          const left = bought.map(({ quantity }) => quantity);
          for (const { at, kind, share: part } of steps) {
            const known = bought[at];
            if (!known) continue;
            const money = Math.floor((known.cents * part) / 100);
            const units = Math.ceil((known.quantity * part) / 100);
            if (kind === 'money' && money > 0) {
              reached.money += 1;
              await send([{ id: String(at), amount: formatMoney(BigInt(money), 'EUR') }]);
            } else if (kind === 'units' && units <= (left[at] ?? 0)) {
              left[at] = (left[at] ?? 0) - units;
              await send([{ id: String(at), quantity: String(units) }]);
            }
            expect(given(back) <= sum(parts) && refunded(back) <= rest).toBe(true);
          }
          if (isVoided) {
            reached.voided += 1;
            const voided = await postVoid({ id: first.purchase }, shop);
            if ('voided' in voided) back.push(voided.voided);
          } else {
            for (const [at, units] of left.entries())
              if (units > 0) await send([{ id: String(at), quantity: String(units) }]);
          }

          expect(back.every(({ refund }) => refund.every(({ amount, kind }) => amount > 0n && kind === 'card'))).toBe(
            true,
          );
          expect([given(back), refunded(back)]).toEqual([sum(parts), rest]);
          const earned = sum((first.outcome?.lots ?? []).map(({ points }) => points));
          expect(sum(back.flatMap(({ takenBack }) => takenBack.map(({ points }) => points)))).toBe(earned);
          expect(await shop.balance(owner.account)).toMatchObject({ available: 1_000_000_000, shortfall: 0 });
          for (const [at, redemption] of redemptions.entries()) {
            const { state } = await shop.store.load(redemptionStream, fromId('red', redemption) ?? '');
            expect(state).toMatchObject({ refunded: [{ wallet: 'points', points: parts[at] }] });
          }
        },
      ),
      { numRuns: 150 },
    );
    for (const count of Object.values(reached)) expect(count).toBeGreaterThan(0);
  });
});

const given = (back: readonly Back[]) =>
  sum(back.flatMap(({ givenBack = [] }) => givenBack.map(({ points }) => points)));
const refunded = (back: readonly Back[]) => sum(back.flatMap(({ refund }) => refund.map(({ amount }) => amount)));
