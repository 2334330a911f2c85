import { describe, expect, it } from '@jest/globals';
import { formatMoney } from '@loyalty/programme';
import fc from 'fast-check';
import { gift, payWithPoints, redeem } from '../../testing/redemption.fixture.js';
import { aPurchase, line, openShop, purchase, TEA, teaProgramme, type Shop } from '../../testing/shop.fixture.js';
import { postPurchase } from '../purchases/post-purchase.js';
import { quotePurchase } from '../quotes/quote-purchase.js';

const opened = async (programme: string, points: number) => {
  const shop = await openShop(teaProgramme({ programme }));
  const owner = shop.members.join(TEA, { kind: 'card', value: '4007' });
  if (points > 0) await gift(shop, owner, points);
  return { shop, owner };
};

async function redeemable(shop: Shop, lines = [line('A', '60.00'), line('B', '40.00')]) {
  const quote = await quotePurchase({ member: { card: '4007' }, currency: 'EUR', lines }, shop);
  if (!('redeemable' in quote)) throw new Error(JSON.stringify(quote));
  return quote.redeemable[0];
}

describe('What points could pay of a basket', () => {
  it('is all of it, the greatest share, or what there are points for', async () => {
    const { shop } = await opened(payWithPoints(), 50_000);
    expect(await redeemable(shop)).toMatchObject({ points: 10_000n, pays: { amount: 10_000n, available: 50_000n } });
    const half = await opened(payWithPoints(', maxShare: 50, lines: { exclude: { skus: [SKU-B] } }'), 50_000);
    expect(await redeemable(half.shop)).toMatchObject({ points: 3000n, pays: { amount: 3000n, most: 3000n } });
    const few = await opened(payWithPoints('', ', step: 100'), 1_234);
    expect(await redeemable(few.shop)).toMatchObject({ points: 1200n, pays: { amount: 1200n } });
  });

  it('is nothing below the minimum, of lines that points may not pay, and without a rate, with the numbers', async () => {
    const few = await opened(payWithPoints('', ', minimum: 450, step: 100'), 499);
    expect(await redeemable(few.shop)).toMatchObject({
      points: 0n,
      pays: { reason: { code: 'points_below_minimum', found: 499n, needed: 500n } },
    });
    const tips = await opened(payWithPoints(), 5000);
    expect(await redeemable(tips.shop, [line('T', '5.00', { kind: 'tip' })])).toMatchObject({
      points: 0n,
      pays: { reason: { code: 'nothing_payable', found: 0n, needed: 1n } },
    });
    const small = await opened(payWithPoints('', ', minimum: 500'), 5000);
    expect(await redeemable(small.shop, [line('A', '4.00')])).toMatchObject({
      points: 0n,
      pays: { reason: { code: 'nothing_payable', found: 400n, needed: 500n } },
    });
    const stamps = `${payWithPoints()}`.replace('points: { points', 'stamps: { points');
    const shop = await openShop(
      teaProgramme({ wallet: '', programme: stamps }).replace('\nwallets:', '\nwallets:\n  stamps: {}'),
    );
    shop.members.join(TEA, { kind: 'card', value: '4007' });
    const quote = await quotePurchase({ member: { card: '4007' }, currency: 'EUR', lines: [line('A', '4.00')] }, shop);
    expect('redeemable' in quote && quote.redeemable[1]?.pays?.reason).toEqual({ code: 'no_rate' });
  });

  it('counts what has expired as gone, though nobody has booked it yet', async () => {
    const { shop, owner } = await opened(payWithPoints(), 100);
    await gift(shop, owner, 5000, { expiresAt: Date.parse('2026-06-10T00:00:00Z') });
    shop.clock.set('2026-06-10T00:00:00Z');
    expect(await redeemable(shop)).toMatchObject({ points: 100n });
  });

  it('is what the purchase then takes, and no step more is worth anything more to it', async () => {
    const reached = { paid: 0, nothing: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          per: fc.integer({ min: 1, max: 300 }),
          cents: fc.integer({ min: 1, max: 300 }),
          rounding: fc.constantFrom('down', 'up', 'half-up'),
          share: fc.integer({ min: 1, max: 100 }),
          minimum: fc.integer({ min: 1, max: 700 }),
          step: fc.constantFrom(1, 7, 100),
          points: fc.integer({ min: 0, max: 5000 }),
          price: fc.integer({ min: 1, max: 9999 }),
        }),
        async ({ per, cents, rounding, share, minimum, step, points, price }) => {
          const pay = `points: ${per}, pay: { EUR: "${formatMoney(BigInt(cents), 'EUR')}" }`;
          const terms = `minimum: ${minimum}, step: ${step}`;
          const programme = `payWithPoints: { wallets: { points: { ${pay}, ${terms} } }, maxShare: ${share}, rounding: ${rounding} }`;
          const { shop, owner } = await opened(programme, points);
          const lines = [line('A', formatMoney(BigInt(price), 'EUR'))];
          const found = await redeemable(shop, lines);
          if (!found || found.points === 0n) {
            reached.nothing += 1;
            expect(found?.pays?.reason).toBeDefined();
            return;
          }
          reached.paid += 1;
          const amount = found.pays?.amount ?? 0n;
          const money = (minor: bigint) => formatMoney(minor, 'EUR');
          const order = async (spent: bigint, worth: bigint) => {
            const redemption = await redeem(shop, owner, { points: Number(spent) });
            const rest = { kind: 'card' as const, amount: money(BigInt(price) - worth) };
            return aPurchase({ lines, payments: [{ kind: 'points', amount: money(worth), redemption }, rest] });
          };
          const more = found.points + BigInt(step);
          const worthMore = worth(more, { per, cents, rounding });
          if (more <= BigInt(points) && worthMore > amount && worthMore <= BigInt(price)) {
            await gift(shop, owner, Number(more));
            expect(await postPurchase(await order(more, worthMore), shop)).toMatchObject({
              rejection: { reason: 'more_than_points_may_pay' },
            });
          }
          await purchase(shop, await order(found.points, amount));
        },
      ),
      { numRuns: 150 },
    );
    for (const count of Object.values(reached)) expect(count).toBeGreaterThan(0);
  });
});

function worth(points: bigint, { per, cents, rounding }: { per: number; cents: number; rounding: string }): bigint {
  const [whole, rest] = [(points * BigInt(cents)) / BigInt(per), (points * BigInt(cents)) % BigInt(per)];
  const isUp = rounding === 'up' ? rest > 0n : rounding === 'half-up' && rest * 2n >= BigInt(per);
  return isUp ? whole + 1n : whole;
}
