import { describe, expect, it } from '@jest/globals';
import { tierSummary, type TierAnswer } from '@loyalty/programme';
import fc from 'fast-check';
import {
  aPurchase,
  giveBack,
  aReturn,
  line,
  openShop,
  purchase,
  TEA,
  teaProgramme,
  type Shop,
} from '../../testing/shop.fixture.js';
import { quotePurchase, type Quote } from './quote-purchase.js';

const OFFERS = [
  '{ id: tea, give: { multiply: 2.5 }, lines: { include: { skus: [TEA] } }, caps: { day: 120 } }',
  '{ id: visit, give: { points: 7 }, uses: { day: 1 } }',
  '{ id: third, give: { points: 50, everyNth: 3, within: P30D }, caps: { member: 120 } }',
  '{ id: large, give: { points: 11, spentAtLeast: 50.00 }, budget: 60 }',
  '{ id: best, give: { points: 9, spentAtLeast: 10.00 }, group: one }',
  '{ id: other, give: { points: 4 }, group: one }',
  '{ id: unit, give: { points: 2, perUnits: 1 }, pending: { action: shipped } }',
  '{ id: berlin, give: { multiply: 1.5 }, only: { stores: [berlin-1] } }',
];
const anyProgramme = fc
  .tuple(fc.subarray(OFFERS), fc.constantFrom('', 'caps: { day: 400 }'), fc.constantFrom('never', 'always'))
  .map(([offers, earn, when]) =>
    teaProgramme({
      earn,
      programme: `${offers.length === 0 ? '' : `offers:\n${offers.map((each) => `  - ${each}`).join('\n')}\n`}autoEnrolment: { when: ${when} }`,
    }),
  );
const anyBasket = fc.record({
  who: fc.constantFrom('4007', 'nobody yet', null),
  day: fc.integer({ min: 1, max: 3 }),
  store: fc.constantFrom('berlin-1', 'oslo-1'),
  lines: fc.array(
    fc.record({ sku: fc.constantFrom('TEA', 'MUG'), cents: fc.nat(20_000), units: fc.integer({ min: 1, max: 4 }) }),
    { minLength: 1, maxLength: 3 },
  ),
});

async function quoted(shop: Shop, sent: Parameters<typeof quotePurchase>[0]): Promise<Quote> {
  const quote = await quotePurchase(sent, shop);
  if (!('notEarned' in quote)) throw new Error(JSON.stringify(quote));
  return quote;
}

/** What was given, without the ids that are drawn anew each time. */
const given = ({ outcome }: Quote['purchase']) =>
  outcome && {
    lots: outcome.lots.map(({ id: _id, ...lot }) => lot),
    explanation: outcome.explanation,
    version: outcome.programmeVersion,
  };

describe('A quote', () => {
  it('that is followed at once by its purchase gives the same points, and writes nothing', async () => {
    const reached = { earning: 0, nothing: 0, trimmed: 0 };
    await fc.assert(
      fc.asyncProperty(anyProgramme, fc.array(anyBasket, { minLength: 1, maxLength: 8 }), async (document, baskets) => {
        const shop = await openShop(document);
        shop.members.join(TEA, { kind: 'card', value: '4007' });
        for (const { who, day, store, lines } of baskets) {
          const sent = aPurchase({
            occurredAt: `2026-03-0${day}T10:00:00Z`,
            store,
            lines: lines.map(({ sku, cents, units }, at) =>
              line(String(at), (cents / 100).toFixed(2), { sku, quantity: String(units) }),
            ),
          });
          const { source: _source, externalId: _externalId, member: _member, ...basket } = sent;
          const member = who === null ? {} : { member: { card: who } };
          const heads = await shop.store.heads();
          const quote = await quoted(shop, { ...basket, ...member });
          expect(await shop.store.heads()).toEqual(heads);

          const { source, externalId } = sent;
          const { first } = await purchase(shop, { ...basket, ...member, source, externalId });
          expect(given(quote.purchase)).toEqual(given(first));
          const fired = new Set(first.outcome?.explanation.map(({ offer }) => offer));
          for (const { offer } of quote.notEarned) expect(fired.has(offer)).toBe(false);
          reached[first.outcome && first.outcome.lots.length > 0 ? 'earning' : 'nothing'] += 1;
          if (first.outcome?.explanation.some(({ trimmed }) => trimmed)) reached.trimmed += 1;
        }
      }),
      { numRuns: 150 },
    );
    for (const [what, count] of Object.entries(reached)) expect([what, count > 20]).toEqual([what, true]);
  });

  it('says what could be spent: nothing where more is owed than there is', async () => {
    const shop = await openShop();
    shop.members.join(TEA, { kind: 'card', value: '4007' });
    const basket = { member: { card: '4007' }, currency: 'EUR', lines: [line('1', '30.00')] };
    expect((await quoted(shop, basket)).redeemable).toEqual([{ wallet: 'points', points: 0n }]);
    const { first } = await purchase(shop, aPurchase());
    expect((await quoted(shop, basket)).redeemable).toEqual([{ wallet: 'points', points: 100n }]);
    await giveBack(shop, aReturn({ purchase: { id: first.purchase }, lines: [{ id: '1', quantity: '1' }] }));
    expect((await quoted(shop, basket)).redeemable).toEqual([{ wallet: 'points', points: 0n }]);
  });
});

describe('The tier in a quote', () => {
  const LADDER = `
tiers:
  period: calendar_year
  ladder:
    - { id: bronze, name: Bronze }
    - { id: silver, name: Silver, needs: { points: 500 } }
    - { id: gold, name: Gold, needs: { points: 1000 } }
`;
  const stands = (answer?: TierAnswer) => answer && tierSummary(answer);

  it('is the one of now, and the one to which the same purchase then brings', async () => {
    const shop = await openShop(teaProgramme({ programme: LADDER }));
    shop.members.join(TEA, { kind: 'card', value: '4007' });
    const occurredAt = new Date(shop.clock.now()).toISOString();
    const ask = (amount: string) =>
      quoted(shop, { member: { card: '4007' }, currency: 'EUR', occurredAt, lines: [line('1', amount)] });
    const seen = [];
    for (const amount of ['300.00', '450.00', '0.50', '250.00', '10.00']) {
      const before = await ask(amount);
      await purchase(shop, aPurchase({ occurredAt, lines: [line('1', amount)] }));
      const { tier } = await ask('1.00');
      expect(stands(before.tier?.after)).toEqual(stands(tier?.now));
      seen.push([before.tier?.now, before.tier?.after].map((each) => `${stands(each)?.id} ${stands(each)?.progress}`));
    }
    expect(seen).toEqual([
      ['bronze 0', 'bronze 300'],
      ['bronze 300', 'silver 750'],
      ['silver 750', 'silver 750'],
      ['silver 750', 'gold 1000'],
      ['gold 1000', 'gold 1010'],
    ]);
  });

  it('is none of nobody, and where the programme has no tiers', async () => {
    const shop = await openShop(teaProgramme({ programme: LADDER }));
    const basket = { currency: 'EUR', lines: [line('1', '30.00')] };
    expect((await quoted(shop, basket)).tier).toBeNull();
    const plain = await openShop();
    plain.members.join(TEA, { kind: 'card', value: '4007' });
    expect((await quoted(plain, { ...basket, member: { card: '4007' } })).tier).toBeNull();
  });
});
