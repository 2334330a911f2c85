import { describe, expect, it } from '@jest/globals';
import { aPurchase, line, openShop, purchase, TEA, teaProgramme } from '../../testing/shop.fixture.js';
import { applyProgramme } from '../programmes/apply-programme.js';
import { auditLedger } from './audit-ledger.js';
import { segmentChoices } from './segment-choices.js';

const PROGRAMME = teaProgramme({
  programme: `
segments:
  fans: { when: history.purchases > 3 }
  asleep: { when: history.daysSincePurchase > 90 }
  rich: { when: history.spend > 1000.00 }
offers:
  - { id: for-fans, give: { points: 7 }, only: { segments: [fans] } }
  - { id: wake-up, give: { multiply: 2 }, when: "!('fans' in member.segments) && 'asleep' in member.segments" }
  - { id: poor, give: { points: 3 }, when: "!('rich' in member.segments)" }
  - { id: others, give: { points: 1 }, when: "!('fans' in member.segments)" }
`,
});

describe('The audit of offers of segments', () => {
  it.each([
    [[], ['base', 'poor', 'others']],
    [['fans'], ['base', 'for-fans', 'poor']],
    [['asleep'], ['base', 'wake-up', 'poor', 'others']],
    [['rich'], ['base', 'others']],
    [
      ['fans', 'asleep', 'rich'],
      ['base', 'for-fans'],
    ],
    [
      ['asleep', 'rich'],
      ['base', 'wake-up', 'others'],
    ],
  ])('computes anew what a member in %j got, with nobody to ask', async (inSegments, gave) => {
    const open = await openShop();
    const segments = { of: async (asked: readonly unknown[]) => asked.map(() => new Set<string>(inSegments)) };
    const shop = { ...open, segments };
    expect(await applyProgramme({ id: TEA, document: PROGRAMME, actor: 'key' }, shop)).toMatchObject({ ok: true });
    shop.members.join(TEA, { kind: 'card', value: '4007' });
    shop.clock.set('2026-07-01T00:00:00Z');
    const { first } = await purchase(
      shop,
      aPurchase({ lines: [line('1', '10.00')], occurredAt: '2026-06-20T10:00:00Z' }),
    );
    expect(first.outcome?.explanation.map(({ offer }) => offer)).toEqual(gave);
    const audit = await auditLedger({ log: open.store, programmes: open.programmes });
    expect(audit).toMatchObject({ different: 0 });
    expect(audit.entries).toBeGreaterThan(0);
  });

  it('tries what was seen before anything that was not', () => {
    const named = (...names: readonly string[]) => ({
      segments: new Map(names.map((name) => [name, { name }])) as never,
    });
    const choices = segmentChoices(named('a', 'b', 'c'), new Set(['b'])).map((each) => [...each]);
    expect(choices).toEqual([['b'], ['b', 'c'], ['b', 'a'], ['b', 'a', 'c']]);
    expect(segmentChoices(named('a', 'b', 'c', 'd', 'e', 'f'))).toHaveLength(8);
  });
});
