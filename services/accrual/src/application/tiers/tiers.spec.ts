import { tierHistory, tierStateOf } from '@loyalty/programme';
import { describe, expect, it } from '@jest/globals';
import { tiersStream } from '../../domain/streams/tiers-stream.js';
import { aCounter, gave, type Counter } from '../../testing/offers.fixture.js';
import {
  aPurchase,
  aReturn,
  giveBack,
  line,
  purchase,
  TEA,
  teaProgramme,
  withoutMember,
} from '../../testing/shop.fixture.js';
import { accountStreamId } from '../account-book.js';
import { postClaim } from '../strangers/post-claim.js';
import { postReturn } from '../returns/post-return.js';
import { postVoid } from '../voids/post-void.js';
import { tiersOf } from './tier-book.js';

const LADDER = `
  ladder:
    - { id: bronze, name: Bronze }
    - { id: silver, name: Silver, needs: { points: 500 } }
    - { id: gold, name: Gold, needs: { points: 1000 } }
`;
const GOLD = `
offers:
  - { id: gold, give: { multiply: 1.25 }, only: { tiers: [gold] } }
tiers:
  period: calendar_year
${LADDER}`;

const spent = (amount: string) => [line('1', amount)];

/** Every step in the life of the member's tier: the day, the tier, and why. */
async function life({ shop, account }: Counter): Promise<readonly string[]> {
  const rules = shop.programmes.latest(TEA)?.programme.tiers?.rules;
  if (!rules) throw new Error('no tiers');
  const { state } = await shop.store.load(tiersStream, tiersOf(account));
  return tierHistory(rules, tierStateOf(rules, state, 0), shop.clock.now()).map(
    ({ at, to, rule }) => `${new Date(at).toISOString().slice(0, 10)} ${rules.ladder[to]?.id ?? 'none'} ${rule}`,
  );
}

describe('A tier', () => {
  it('rewards purchases after the one that reached it: 150.00 × 1.25 are 187', async () => {
    const till = await aCounter(GOLD);
    expect(gave(await till.buys('2026-03-01', spent('1000.00')))).toEqual({ base: 1000 });
    const { first } = await till.buys('2026-03-02', [line('1', '99.99', { quantity: '3' }), line('2', '50.01')]);
    expect(
      first.outcome?.explanation.map(({ offer, points, multiplier, seen }) => [
        offer,
        Number(points),
        multiplier,
        seen,
      ]),
    ).toEqual([
      ['base', 150, undefined, undefined],
      ['gold', 37, '1.25', [{ fact: 'tier', value: 'gold' }]],
    ]);
  });

  it('rewards the purchase that reaches it where the programme says inclusive', async () => {
    const till = await aCounter(`${GOLD}  inclusive: true`);
    expect(gave(await till.buys('2026-03-01', spent('999.99')))).toEqual({ base: 999 });
    expect(gave(await till.buys('2026-03-02', spent('1.00')))).toEqual({ base: 1, gold: 0 });
    expect(gave(await till.buys('2026-03-03', spent('100.00')))).toEqual({ base: 100, gold: 25 });
  });

  it('counts what arrives late from when it happened, and judges nobody again', async () => {
    const till = await aCounter(GOLD);
    await till.buys('2026-03-01', spent('600.00'));
    const judged = await till.buys('2026-03-20', spent('100.00'));
    await till.buys('2026-03-05', spent('400.00'));
    expect(gave(judged)).toEqual({ base: 100 });
    expect(gave(await till.buys('2026-03-04', spent('100.00')))).toEqual({ base: 100 });
    expect(gave(await till.buys('2026-03-06', spent('100.00')))).toEqual({ base: 100, gold: 25 });
  });

  it('is withdrawn at once by a return that leaves too little, in the period of its purchase', async () => {
    const till = await aCounter(GOLD);
    const bought = await till.buys('2026-03-01', [line('1', '1000.00', { quantity: '4' })]);
    await till.returns(bought, { 1: '1' });
    expect(gave(await till.buys('2026-04-30', spent('100.00')))).toEqual({ base: 100, gold: 25 });
    expect(gave(await till.buys('2026-05-02', spent('100.00')))).toEqual({ base: 100 });
    expect(await life(till)).toEqual([
      '1970-01-01 bronze joined',
      '2026-03-01 gold reached_at_once',
      '2026-05-01 silver withdrawn',
    ]);
  });

  it('loses exactly what it counted, whatever the sizes of the returns', async () => {
    const till = await aCounter(GOLD);
    const bought = await till.buys('2026-03-01', [line('1', '99.99', { quantity: '3' }), line('2', '50.01')]);
    const { shop } = till;
    for (const lines of [
      [{ id: '1', quantity: '1' }],
      [{ id: '1', amount: '10.00' }],
      [
        { id: '1', quantity: '2' },
        { id: '2', quantity: '1' },
      ],
    ])
      await postReturn(aReturn({ purchase: { id: bought.first.purchase }, lines }), shop);
    const { counts } = (await shop.store.load(tiersStream, tiersOf(till.account))).state;
    const sum = { points: 0n, spend: 0n, visits: 0n };
    for (const { kind, counted, visits } of counts) {
      const sign = kind === 'purchase' ? 1n : -1n;
      sum.points += sign * (counted[0]?.points ?? 0n);
      sum.spend += sign * (counted[0]?.spend ?? 0n);
      sum.visits += sign * visits;
    }
    expect(counts.map(({ visits }) => visits)).toEqual([1n, 0n, 0n, 1n]);
    expect(counts[1]?.counted).toEqual([{ wallet: 'points', points: 34n, spend: 3333n * 10n ** 10n }]);
    expect(sum).toEqual({ points: 0n, spend: 0n, visits: 0n });
  });

  it('counts no purchase that was voided, before or after it came', async () => {
    const till = await aCounter(GOLD);
    const { shop } = till;
    const { first } = await till.buys('2026-03-01', spent('1000.00'));
    await postVoid({ id: first.purchase }, shop);
    await postVoid({ programme: TEA, source: 'till-7', externalId: 'never' }, shop);
    await purchase(shop, aPurchase({ externalId: 'never', lines: spent('1000.00') }));
    shop.clock.set('2026-07-01T12:00:00Z');
    expect(gave(await till.buys('2026-06-30', spent('100.00')))).toEqual({ base: 100 });
    expect((await shop.store.load(tiersStream, tiersOf(till.account))).state.counts).toHaveLength(3);
  });

  it('counts a return that had waited for its purchase', async () => {
    const till = await aCounter(GOLD);
    const { shop } = till;
    const back = aReturn({
      purchase: { source: 'till-7', externalId: 'late' },
      lines: [{ id: '1', quantity: '1' }],
      occurredAt: '2026-03-02T10:00:00Z',
    });
    await postReturn(back, shop);
    await purchase(
      shop,
      aPurchase({
        externalId: 'late',
        occurredAt: '2026-03-01T10:00:00Z',
        lines: [line('1', '1000.00', { quantity: '2' })],
      }),
    );
    expect(gave(await till.buys('2026-03-01', spent('100.00')))).toEqual({ base: 100, gold: 25 });
    expect(gave(await till.buys('2026-03-03', spent('100.00')))).toEqual({ base: 100 });
  });

  it('counts a claimed purchase in its own time, less what had gone back before', async () => {
    const till = await aCounter(GOLD);
    const { shop } = till;
    const guest = await purchase(
      shop,
      withoutMember(
        aPurchase({ occurredAt: '2026-03-01T10:00:00Z', lines: [line('1', '1200.00', { quantity: '4' })] }),
      ),
    );
    const { purchase: id } = guest.first;
    await giveBack(shop, aReturn({ purchase: { id }, lines: [{ id: '1', quantity: '1' }] }));
    expect(gave(await till.buys('2026-03-02', spent('99.00')))).toEqual({ base: 99 });
    await postClaim({ id, member: { card: '4007' } }, shop);
    // 900 of the 1,200 were kept, so one point is missing.
    expect(gave(await till.buys('2026-03-03', spent('1.00')))).toEqual({ base: 1 });
    expect(gave(await till.buys('2026-03-03', spent('100.00')))).toEqual({ base: 100, gold: 25 });
    await giveBack(
      shop,
      aReturn({ purchase: { id }, lines: [{ id: '1', quantity: '3' }], occurredAt: '2026-03-04T10:00:00Z' }),
    );
    expect(gave(await till.buys('2026-03-05', spent('100.00')))).toEqual({ base: 100 });
  });

  it('may ask for money by the rates of the programme, or for visits of which something is kept', async () => {
    const tiers = (needs: string) => `
otherCurrencies: { CHF: 1.05 }
offers:
  - { id: gold, give: { points: 7 }, only: { tiers: [gold] } }
tiers:
  period: calendar_year
  ladder: [{ id: gold, name: Gold, needs: { ${needs} } }]`;
    const spending = await aCounter(tiers('spend: 105.00'));
    await purchase(
      spending.shop,
      aPurchase({ occurredAt: '2026-03-01T10:00:00Z', currency: 'CHF', lines: spent('99.99') }),
    );
    expect(gave(await spending.buys('2026-03-02', spent('0.01')))).toEqual({ base: 0 });
    // 99.99 × 1.05 + 0.01 = 104.9995: not rounded, and not enough.
    expect(gave(await spending.buys('2026-03-03', spent('10.00')))).toEqual({ base: 10 });
    expect(gave(await spending.buys('2026-03-04', spent('10.00')))).toEqual({ base: 10, gold: 7 });

    const visiting = await aCounter(tiers('visits: 2'));
    const first = await visiting.buys('2026-03-01', [line('1', '10.00'), line('2', '10.00')]);
    await visiting.returns(first, { 1: '1' });
    await visiting.buys('2026-03-02');
    expect(gave(await visiting.buys('2026-03-03'))).toEqual({ base: 10, gold: 7 });
    await visiting.returns(first, { 2: '1' });
    expect(gave(await visiting.buys('2026-05-02'))).toEqual({ base: 10, gold: 7 });
    const { shop, account } = visiting;
    const { counts } = (await shop.store.load(tiersStream, tiersOf(account))).state;
    expect(counts.map(({ kind, visits }) => [kind, Number(visits)])).toEqual([
      ['purchase', 1],
      ['return', 0],
      ['purchase', 1],
      ['purchase', 1],
      ['return', 1],
      ['purchase', 1],
    ]);
  });

  it('is counted from the first version that has tiers on, back-dated purchases included, and a return of one before takes nothing', async () => {
    const till = await aCounter('');
    const { shop } = till;
    const early = await till.buys('2026-03-01', spent('5000.00'));
    const tiersOfAccount = async () => (await shop.store.load(tiersStream, tiersOf(till.account))).state.counts;
    expect(await tiersOfAccount()).toEqual([]);
    await shop.apply(teaProgramme({ programme: GOLD }));
    shop.clock.set('2026-06-02T12:00:00Z');
    expect(gave(await till.buys('2026-06-01', spent('100.00')))).toEqual({ base: 100 });
    await till.buys('2026-03-02', spent('900.00'));
    await till.returns(early, { 1: '1' });
    expect(await tiersOfAccount()).toHaveLength(2);
    shop.clock.set('2026-06-03T12:00:00Z');
    expect(gave(await till.buys('2026-06-03', spent('100.00')))).toEqual({ base: 100, gold: 25 });
    await shop.apply(teaProgramme({ programme: '' }));
    await till.buys('2026-06-03', spent('1.00'));
    expect(await tiersOfAccount()).toHaveLength(4);
  });

  it('stands before the points in the shard, so that whoever has read the account’s version has read it', async () => {
    const till = await aCounter(GOLD);
    const { shop, account } = till;
    const guest = await purchase(shop, withoutMember(aPurchase({ lines: spent('10.00') })));
    const bought = await till.buys('2026-03-01', spent('10.00'));
    await till.returns(bought, { 1: '1' });
    await postClaim({ id: guest.first.purchase, member: { card: '4007' } }, shop);
    await postVoid({ id: guest.first.purchase }, shop);
    const shards = Array.from({ length: shop.store.shards }, (_, shard) => shop.store.readShard(shard, 0, 1_000));
    const events = (await Promise.all(shards)).flat();
    const [tiers, points] = ['tiers', 'account'].map((category) => events.filter((each) => each.category === category));
    expect(points?.every(({ stream }) => stream === accountStreamId(account))).toBe(true);
    expect(tiers?.map(({ version }) => version)).toEqual([1, 2, 3, 4]);
    for (const [at, counted] of (tiers ?? []).entries()) {
      const moved = points?.[at];
      expect([moved?.shard, moved?.recordedAt]).toEqual([counted.shard, counted.recordedAt]);
      expect(counted.position).toBeLessThan(moved?.position ?? 0);
    }
  });
});
