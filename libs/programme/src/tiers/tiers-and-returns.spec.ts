import { describe, expect, it } from '@jest/globals';
import type { Contribution } from './contribution.js';
import { bought, duration, gaveBack, lifeOf, rulesOf, stateOf } from './tier-rules.fixture.js';
import { foldTier, rewardingTier, tierAt, tierHistory, tierStateKnownAt } from './tier-state.js';
import type { TierRules } from './tier-rules.js';

const SINCE = '2025-03-10T09:00:00Z';

const tier = (rules: TierRules, contributions: readonly Contribution[], at: string) =>
  tierAt(rules, stateOf(rules, SINCE, contributions), Date.parse(at)).id;

describe('A return', () => {
  const [first, second] = [bought('pur_1', '2025-05-01T10:00:00Z', 600), bought('pur_2', '2025-06-01T10:00:00Z', 400)];

  it('withdraws at once a tier that is no longer earned, and nothing before', () => {
    const life = [first, second, gaveBack(second, '2025-07-01T10:00:00Z', 1)];
    expect(lifeOf(rulesOf(), SINCE, life, '2025-08-01T00:00:00Z')).toEqual([
      '2025-05-01T10:00 bronze → silver reached_at_once',
      '2025-06-01T10:00 silver → gold reached_at_once',
      '2025-07-01T10:00 gold → silver withdrawn',
    ]);
    expect(tier(rulesOf(), life, '2025-07-01T09:59:59.999Z')).toBe('gold');
  });

  it('counts in the year of its purchase', () => {
    const life = [
      first,
      second,
      bought('pur_3', '2026-02-01T10:00:00Z', 300),
      gaveBack(second, '2026-03-01T10:00:00Z'),
    ];
    expect(lifeOf(rulesOf(), SINCE, life, '2026-06-01T00:00:00Z').slice(2)).toEqual([
      '2025-12-31T23:00 gold → gold kept',
      '2026-03-01T10:00 gold → silver withdrawn',
    ]);
    expect(tier(rulesOf({ downgrade: 'never' }), life, '2026-06-01T00:00:00Z')).toBe('silver');
    const { counted, period, purchase } =
      tierHistory(rulesOf(), stateOf(rulesOf(), SINCE, life), Date.parse('2026-06-01')).at(-1) ?? {};
    expect([counted?.points, purchase, new Date(period?.until ?? 0).getUTCFullYear()]).toEqual([600n, 'pur_2', 2025]);
  });

  it('leaves a tier that was earned again without it', () => {
    const life = [first, bought('pur_3', '2026-02-01T10:00:00Z', 500), gaveBack(first, '2026-03-01T10:00:00Z')];
    expect(tier(rulesOf(), life, '2026-04-01T00:00:00Z')).toBe('silver');
  });

  it('that comes before its purchase by a slow clock is felt with it', () => {
    const life = [first, second, gaveBack(second, '2025-05-20T10:00:00Z')];
    expect(tier(rulesOf(), life, '2025-05-25T00:00:00Z')).toBe('silver');
    expect(tier(rulesOf(), life, '2025-06-01T10:00:00Z')).toBe('silver');
  });

  it('begins the grace where it took what had kept the tier', () => {
    const again = bought('pur_3', '2026-02-01T10:00:00Z', 500);
    const life = [first, again, gaveBack(again, '2027-01-10T10:00:00Z')];
    expect(lifeOf(rulesOf({ grace: duration('P1M') }), SINCE, life, '2027-06-01T00:00:00Z').slice(2)).toEqual([
      '2026-12-31T23:00 silver → silver kept',
      '2027-01-10T10:00 silver → silver grace_began',
      '2027-01-31T23:00 silver → bronze fell_to_reached',
    ]);
    const history = tierHistory(
      rulesOf({ grace: duration('P1M') }),
      stateOf(rulesOf({ grace: duration('P1M') }), SINCE, life),
      Date.parse('2027-01-11'),
    );
    expect(history.at(-1)).toMatchObject({ rule: 'grace_began', period: { until: Date.parse('2026-12-31T23:00Z') } });
  });

  it('takes nothing of a tier that never falls but what it had brought itself', () => {
    const never = rulesOf({ downgrade: 'never' });
    const life = [first, bought('pur_3', '2026-02-01T10:00:00Z', 10), bought('pur_4', '2027-02-01T10:00:00Z', 10)];
    expect(tier(never, life, '2027-06-01T00:00:00Z')).toBe('silver');
    expect(lifeOf(never, SINCE, life, '2027-06-01T00:00:00Z').slice(1)).toEqual([
      '2025-12-31T23:00 silver → silver kept',
    ]);
  });

  it('and purchases of one instant stand as they arrived', () => {
    const at = '2025-05-01T10:00:00Z';
    const { movements } = stateOf(rulesOf(), SINCE, [bought('pur_b', at, 1), bought('pur_a', at, 2)]);
    expect(movements.map(({ purchase }) => purchase)).toEqual(['pur_b', 'pur_a']);
  });

  it('of a purchase that was never counted stops, and so does a purchase that comes twice', () => {
    expect(() => stateOf(rulesOf(), SINCE, [gaveBack(first, '2025-06-01T00:00:00Z')])).toThrow(
      'pur_1 was never counted',
    );
    expect(() => stateOf(rulesOf(), SINCE, [first, first])).toThrow('pur_1 was already counted');
  });
});

describe('A purchase that arrives late', () => {
  const late = bought('pur_2', '2025-12-20T10:00:00Z', 500, { recordedAt: '2026-02-01T10:00:00Z' });
  const early = bought('pur_1', '2025-05-01T10:00:00Z', 600);

  it('counts back into its year', () => {
    const life = [early, bought('pur_3', '2026-01-15T10:00:00Z', 10), late];
    expect(lifeOf(rulesOf(), SINCE, life, '2026-06-01T00:00:00Z')).toEqual([
      '2025-05-01T10:00 bronze → silver reached_at_once',
      '2025-12-20T10:00 silver → gold reached_at_once',
      '2025-12-31T23:00 gold → gold kept',
    ]);
  });

  it('rewards later purchases, and judges none again that arrived before it', () => {
    const rules = rulesOf();
    const before = stateOf(rules, SINCE, [early]);
    const january = bought('pur_3', '2026-01-15T10:00:00Z', 10);
    expect(rewardingTier(rules, before, january).id).toBe('silver');
    const after = foldTier(rules, foldTier(rules, before, january), late);
    expect(rewardingTier(rules, after, bought('pur_4', '2026-01-15T10:00:00Z', 10)).id).toBe('gold');
    expect(tierAt(rules, before, january.occurredAt).id).toBe('silver');
  });

  it('is there or not by when one knows it: a tier has two clocks', () => {
    const returned = gaveBack(early, '2026-03-01T10:00:00Z');
    const contributions = [late, returned, early];
    const known = (asOf: string, knownAt?: string) => {
      const history = { memberSince: Date.parse(SINCE), contributions };
      const state = tierStateKnownAt(rulesOf(), history, knownAt === undefined ? undefined : Date.parse(knownAt));
      return tierAt(rulesOf(), state, Date.parse(asOf)).id;
    };
    expect(known('2025-12-31T00:00:00Z', '2026-02-01T09:59:59.999Z')).toBe('silver');
    expect(known('2025-12-31T00:00:00Z', '2026-02-01T10:00:00Z')).toBe('gold');
    expect(known('2025-12-31T00:00:00Z')).toBe('gold');
    expect(known('2026-03-02T00:00:00Z', '2026-02-15T00:00:00Z')).toBe('gold');
    expect(known('2026-03-02T00:00:00Z')).toBe('silver');
  });
});
