import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aPurchase, aReturn, line, openShop, teaProgramme, TEA, type Shop } from '../../testing/shop.fixture.js';
import { decidePurchaseReview } from '../reviews/decide-review.js';
import { postClaim } from '../strangers/post-claim.js';
import { postPurchase } from '../purchases/post-purchase.js';
import { postReturn } from '../returns/post-return.js';
import { postVoid } from '../voids/post-void.js';
import { auditLedger, type AuditOptions } from './audit-ledger.js';

const PROGRAMME = `
partners: [bank]
offers:
  - { id: tea, give: { multiply: 2.5 }, lines: { include: { skus: [TEA] } }, caps: { day: 120 } }
  - { id: visit, give: { points: 7 }, uses: { day: 1 } }
  - { id: third, give: { points: 50, everyNth: 3, within: P30D }, caps: { member: 120 } }
  - { id: large, give: { points: 11, spentAtLeast: 50.00 }, budget: 60, partner: bank }
  - { id: unit, give: { points: 2, perUnits: 1 }, pending: { action: shipped } }
  - { id: later, give: { points: 3 }, pending: P1D, expiry: { after: P30D } }
velocity: { limits: [{ id: burst, on: purchases, of: member, within: P1D, times: 1, then: review }] }
`;

const which = fc.nat(5);
const anyLines = fc.array(
  fc.record({
    sku: fc.constantFrom('TEA', 'MUG'),
    cents: fc.integer({ min: 0, max: 30_000 }),
    units: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 1, maxLength: 3 },
);
const anyStep = fc.oneof(
  {
    weight: 7,
    arbitrary: fc.record({
      kind: fc.constant('buy' as const),
      // One who buys often: a second purchase of a day is looked at.
      who: fc.constantFrom('4007', '4007', '4007', '4008', 'nobody yet', null),
      day: fc.integer({ min: 1, max: 3 }),
      lines: anyLines,
      exchanged: fc.option(which, { freq: 6 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('units' as const),
      which,
      line: fc.nat(2),
      units: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('money' as const),
      which,
      line: fc.nat(2),
      cents: fc.integer({ min: 1, max: 900 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('blind' as const), units: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('void' as const), which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('claim' as const), which }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('verdict' as const),
      which,
      verdict: fc.constantFrom('release', 'reject'),
      later: fc.constantFrom(0, 86_400_000, 172_800_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('early' as const), isVoid: fc.boolean() }) },
);
type Step = typeof anyStep extends fc.Arbitrary<infer Each> ? Each : never;

const verdicts = new Map<string, number>();

/** Plays the steps, each at an instant of its own unless `atOnce`. */
async function play(steps: readonly Step[], clawBack = 'unlimited', atOnce = false): Promise<Shop> {
  const programme = `clawBack: ${clawBack}\n${PROGRAMME}`;
  const shop = await openShop(teaProgramme({ programme, earn: 'caps: { day: 400 }' }));
  shop.members.join(TEA, { kind: 'card', value: '4007' });
  shop.members.join(TEA, { kind: 'card', value: '4008' });
  const bought: string[] = [];
  const held: string[] = [];
  let early = 0;
  let passed = 0;
  for (const [at, step] of steps.entries()) {
    if (!atOnce && 'later' in step) passed += step.later;
    if (!atOnce) shop.clock.set(new Date(Date.parse('2026-06-01T12:00:00Z') + passed + at * 1000).toISOString());
    const named =
      'which' in step ? (step.kind === 'verdict' ? bought.at(-1 - step.which) : bought[step.which]) : undefined;
    if (step.kind === 'buy') {
      const lines = step.lines.map(({ sku, cents, units }, id) =>
        line(String(id), (cents / 100).toFixed(2), { sku, quantity: String(units) }),
      );
      const exchanged = step.exchanged === null ? undefined : bought[step.exchanged];
      const isAwaited = early > 0 && step.who === '4007';
      const answer = await postPurchase(
        {
          ...aPurchase({ occurredAt: `2026-03-0${step.day}T10:00:00Z`, lines }),
          ...(isAwaited && { externalId: `EARLY-${early--}` }),
          ...(step.who === null ? { member: undefined } : { member: { card: step.who } }),
          ...(exchanged && { returns: [{ purchase: { id: exchanged }, lines: [{ id: '0', quantity: '1' }] }] }),
        } as never,
        shop,
      );
      if ('first' in answer) bought.push(answer.first.purchase);
      if ('first' in answer && answer.review) held.push(answer.first.purchase);
    } else if (step.kind === 'early') {
      early += 1;
      const name = { source: 'till-7', externalId: `EARLY-${early}` };
      if (step.isVoid) await postVoid({ ...name, programme: TEA }, shop);
      else await postReturn(aReturn({ programme: TEA, purchase: name, lines: [{ id: '0', quantity: '1' }] }), shop);
    } else if (step.kind === 'blind') {
      await postReturn(
        aReturn({ member: { card: '4007' }, lines: [{ sku: 'TEA', quantity: String(step.units) }] }),
        shop,
      );
    } else if (named === undefined) {
      continue;
    } else if (step.kind === 'void') {
      await postVoid({ id: named }, shop);
    } else if (step.kind === 'verdict') {
      const review = named.replace('pur_', 'rev_');
      const { status } = await decidePurchaseReview(
        { review, verdict: step.verdict, actor: 'key_eve', reason: 'looked' },
        shop,
      );
      verdicts.set(`${step.verdict} ${status}`, (verdicts.get(`${step.verdict} ${status}`) ?? 0) + 1);
    } else if (step.kind === 'claim') {
      await postClaim({ id: named, member: { card: '4008' } }, shop);
    } else {
      const id = String(step.line);
      const back =
        step.kind === 'units' ? { id, quantity: String(step.units) } : { id, amount: (step.cents / 100).toFixed(2) };
      await postReturn(aReturn({ purchase: { id: named }, lines: [back] }), shop);
    }
  }
  return shop;
}

const audit = ({ store, programmes }: Shop, options: AuditOptions = {}) =>
  auditLedger({ log: store, programmes }, options);

describe('The audit of a whole ledger', () => {
  it('finds every point where it must be, whatever was bought, returned, voided, exchanged and claimed', async () => {
    const reached = { entries: 0, returns: 0, purchases: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyStep, { minLength: 6, maxLength: 24 }),
        fc.constantFrom('unlimited', 'within_balance', 'only_pending'),
        fc.boolean(),
        async (steps, clawBack, atOnce) => {
          const { differences, different, ...counts } = await audit(await play(steps, clawBack, atOnce));
          expect({ different, differences }).toEqual({ different: 0, differences: [] });
          reached.entries += counts.entries;
          reached.returns += counts.returns;
          reached.purchases += counts.purchases;
        },
      ),
      { numRuns: 200 },
    );
    for (const verdict of ['release decided', 'reject decided']) expect([...verdicts.keys()]).toContain(verdict);
    for (const count of Object.values(reached)) expect(count).toBeGreaterThan(50);
  });

  it('finds the same where it must forget what it has read, and read it again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 6, maxLength: 16 }), async (steps) => {
        const shop = await play(steps);
        expect(await audit(shop, { bytesMax: 1 })).toEqual(await audit(shop));
      }),
      { numRuns: 40 },
    );
  });
});
