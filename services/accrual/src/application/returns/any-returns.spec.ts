import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aPurchase, aReturn, line, openShop, purchase, TEA, withoutMember } from '../../testing/shop.fixture.js';
import { findPurchase } from '../purchases/find-purchase.js';
import { postClaim } from '../strangers/post-claim.js';
import { postReturn } from './post-return.js';
import { postVoid } from '../voids/post-void.js';

const amount = fc.integer({ min: 0, max: 50_000 }).map((cents) => (cents / 100).toFixed(2));
const quantity = fc.oneof(
  fc.integer({ min: 1, max: 9 }).map(String),
  fc.integer({ min: 1, max: 3000 }).map((grams) => (grams / 1000).toFixed(3)),
);
const lines = fc.array(fc.record({ amount, quantity, sku: fc.constantFrom('TEA', 'MUG') }), {
  minLength: 1,
  maxLength: 4,
});

const step = fc.oneof(
  fc.record({ kind: fc.constant('units' as const), at: fc.nat(3), share: fc.integer({ min: 1, max: 100 }) }),
  fc.record({ kind: fc.constant('money' as const), at: fc.nat(3), share: fc.integer({ min: 1, max: 100 }) }),
  fc.record({ kind: fc.constant('blind' as const), sku: fc.constantFrom('TEA', 'MUG'), quantity }),
  fc.record({ kind: fc.constant('claim' as const) }),
);

const OF_UNITS = 1_000_000;
const of = (whole: number, share: number, digits: number) =>
  (Math.ceil((whole * share * 10 ** digits) / 100) / 10 ** digits).toFixed(digits);

describe('Whatever is returned, by line, blindly, as money or by a void', () => {
  it('takes back exactly what was earned once everything has come back, and never more on the way', async () => {
    const reached = { units: 0, money: 0, blind: 0, claim: 0, refused: 0, voided: 0 };
    const ending = fc.constantFrom('void' as const, 'units' as const);
    await fc.assert(
      fc.asyncProperty(
        lines,
        fc.array(step, { maxLength: 8 }),
        ending,
        fc.boolean(),
        async (bought, steps, end, asGuest) => {
          const shop = await openShop();
          const { account } = shop.members.join(TEA, { kind: 'card', value: '4007' });
          const sent = aPurchase({
            lines: bought.map((each, at) => line(String(at), each.amount, { quantity: each.quantity, sku: each.sku })),
          });
          const { first } = await purchase(shop, asGuest ? withoutMember(sent) : sent);
          const claim = () => postClaim({ id: first.purchase, member: { card: '4007' } }, shop);
          const back = (what: object[]) => postReturn(aReturn({ purchase: { id: first.purchase }, lines: what }), shop);

          for (const each of steps) {
            const known = 'at' in each ? bought[each.at] : undefined;
            if (each.kind === 'claim') await claim();
            else if (each.kind === 'blind')
              await postReturn(
                aReturn({ member: { card: '4007' }, lines: [{ sku: each.sku, quantity: each.quantity }] }),
                shop,
              );
            else if (known && each.kind === 'units')
              await back([{ id: String(each.at), quantity: of(Number(known.quantity), each.share, 3) }]).then(note);
            else if (known && each.kind === 'money')
              await back([{ id: String(each.at), amount: of(Number(known.amount), each.share, 2) }]).then(note);
            reached[each.kind] += 1;
            expect((await shop.balance(account)).available).toBeGreaterThanOrEqual(0);
          }

          await claim();
          if (end === 'void') {
            await postVoid({ id: first.purchase }, shop);
            reached.voided += 1;
          } else await returnTheRest();
          expect(await shop.balance(account)).toEqual({ available: 0, held: 0, pending: 0, shortfall: 0 });

          function note(answer: object): void {
            if ('rejected' in answer) reached.refused += 1;
          }

          async function returnTheRest(): Promise<void> {
            const now = await findPurchase({ source: first.source, externalId: first.externalId }, shop);
            for (const each of now?.facts.lines ?? []) {
              const left = each.quantity - (now?.givenBack.get(each.id)?.quantity ?? 0n);
              if (left > 0n) await back([{ id: each.id, quantity: (Number(left) / OF_UNITS).toFixed(6) }]);
            }
          }
        },
      ),
      { numRuns: 150 },
    );
    for (const count of Object.values(reached)) expect(count).toBeGreaterThan(2);
  });
});
