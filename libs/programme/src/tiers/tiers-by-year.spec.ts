import { describe, expect, it } from '@jest/globals';
import type { Contribution } from './contribution.js';
import { bought, duration, lifeOf, rulesOf, stateOf } from './tier-rules.fixture.js';
import { foldTier, rewardingTier, tierAt, tierHistory } from './tier-state.js';
import type { TierRules } from './tier-rules.js';

const SINCE = '2025-03-10T09:00:00Z';

const tier = (rules: TierRules, contributions: readonly Contribution[], at: string) =>
  tierAt(rules, stateOf(rules, SINCE, contributions), Date.parse(at)).id;

describe('A tier by the calendar year', () => {
  const silver = bought('pur_1', '2025-05-01T10:00:00Z', 600);

  it('is reached by the purchase after which what is needed was counted, to the point', () => {
    const rules = rulesOf();
    const life = [
      bought('pur_1', '2025-05-01T10:00:00Z', 499),
      bought('pur_2', '2025-05-02T10:00:00Z', 1),
      bought('pur_3', '2025-06-01T10:00:00Z', 500),
    ];
    expect(lifeOf(rules, SINCE, life, '2025-12-01T00:00:00Z')).toEqual([
      '2025-05-02T10:00 bronze → silver reached_at_once',
      '2025-06-01T10:00 silver → gold reached_at_once',
    ]);
    expect(tier(rules, life, '2025-05-02T09:59:59.999Z')).toBe('bronze');
    expect(tier(rules, life, '2025-05-02T10:00:00Z')).toBe('silver');
  });

  it('may rise by several tiers at once', () => {
    expect(lifeOf(rulesOf(), SINCE, [bought('pur_1', '2025-05-01T10:00:00Z', 2000)], '2025-12-01T00:00:00Z')).toEqual([
      '2025-05-01T10:00 bronze → platinum reached_at_once',
    ]);
  });

  it('lasts to the end of the year after the one that earned it, by the clocks of the programme', () => {
    expect(lifeOf(rulesOf(), SINCE, [silver], '2030-01-01T00:00:00Z')).toEqual([
      '2025-05-01T10:00 bronze → silver reached_at_once',
      '2025-12-31T23:00 silver → silver kept',
      '2026-12-31T23:00 silver → bronze fell_to_reached',
    ]);
    expect(tier(rulesOf(), [silver], '2026-12-31T22:59:59.999Z')).toBe('silver');
    expect(tier(rulesOf(), [silver], '2026-12-31T23:00:00Z')).toBe('bronze');
  });

  it('says where it was counted, what was counted, what was needed and by which purchase it moved', () => {
    const history = tierHistory(rulesOf(), stateOf(rulesOf(), SINCE, [silver]), Date.parse('2027-06-01T00:00:00Z'));
    const year = (number: number) => ({
      from: Date.parse(`${number - 1}-12-31T23:00:00Z`),
      until: Date.parse(`${number}-12-31T23:00:00Z`),
    });
    expect(history).toEqual([
      {
        at: Date.parse(SINCE),
        from: 0,
        to: 0,
        rule: 'joined',
        period: year(2025),
        counted: { points: 0n, spend: 0n, visits: 0n },
        needed: {},
      },
      {
        at: silver.occurredAt,
        from: 0,
        to: 1,
        rule: 'reached_at_once',
        period: year(2025),
        counted: silver.counts,
        needed: { points: 500n },
        purchase: 'pur_1',
      },
      {
        at: year(2025).until,
        from: 1,
        to: 1,
        rule: 'kept',
        period: year(2025),
        counted: silver.counts,
        needed: { points: 500n },
      },
      {
        at: year(2026).until,
        from: 1,
        to: 0,
        rule: 'fell_to_reached',
        period: year(2026),
        counted: { points: 0n, spend: 0n, visits: 0n },
        needed: { points: 500n },
      },
    ]);
  });

  it('rewards the purchase after the one that reached it, unless the programme says inclusive', () => {
    const state = stateOf(rulesOf(), SINCE, [bought('pur_1', '2025-05-01T10:00:00Z', 400)]);
    const reaching = bought('pur_2', '2025-05-02T10:00:00Z', 100);
    expect(rewardingTier(rulesOf(), state, reaching).id).toBe('bronze');
    expect(rewardingTier(rulesOf({ inclusive: true }), state, reaching).id).toBe('silver');
    const next = bought('pur_3', '2025-05-02T10:00:00Z', 1);
    expect(rewardingTier(rulesOf(), foldTier(rulesOf(), state, reaching), next).id).toBe('silver');
  });

  it('may begin only with the next year, and lasts through it', () => {
    const rules = rulesOf({ upgrade: 'at_period_end' });
    expect(lifeOf(rules, SINCE, [silver], '2030-01-01T00:00:00Z')).toEqual([
      '2025-12-31T23:00 bronze → silver reached_at_period_end',
      '2026-12-31T23:00 silver → bronze fell_to_reached',
    ]);
    expect(
      lifeOf(rules, SINCE, [silver, bought('pur_2', '2026-12-31T22:59:59Z', 1000)], '2027-06-01T00:00:00Z'),
    ).toEqual([
      '2025-12-31T23:00 bronze → silver reached_at_period_end',
      '2026-12-31T23:00 silver → gold reached_at_period_end',
    ]);
  });

  it('counts a purchase of the turn of the year in the year of the programme, not of UTC', () => {
    const life = [bought('pur_1', '2025-12-31T22:59:59.999Z', 250), bought('pur_2', '2025-12-31T23:00:00Z', 250)];
    expect(lifeOf(rulesOf(), SINCE, life, '2026-06-01T00:00:00Z')).toEqual([]);
    expect(lifeOf(rulesOf({ timeZone: 'UTC' }), SINCE, life, '2026-01-01T00:00:00Z')[0]).toBe(
      '2025-12-31T23:00 bronze → silver reached_at_once',
    );
  });

  it('counts a purchase from before joining that was claimed, in its own year', () => {
    const life = [bought('pur_1', '2024-11-01T10:00:00Z', 600, { recordedAt: SINCE })];
    expect(lifeOf(rulesOf(), SINCE, life, '2026-06-01T00:00:00Z')).toEqual([
      '2024-11-01T10:00 bronze → silver reached_at_once',
      '2024-12-31T23:00 silver → silver kept',
      '2025-12-31T23:00 silver → bronze fell_to_reached',
    ]);
  });
});

describe('A tier that is no longer reached', () => {
  const platinum = bought('pur_1', '2025-05-01T10:00:00Z', 2000);
  const some = bought('pur_2', '2026-05-01T10:00:00Z', 600);

  it('falls to what was reached', () => {
    expect(lifeOf(rulesOf(), SINCE, [platinum, some], '2029-01-01T00:00:00Z')).toEqual([
      '2025-05-01T10:00 bronze → platinum reached_at_once',
      '2025-12-31T23:00 platinum → platinum kept',
      '2026-12-31T23:00 platinum → silver fell_to_reached',
      '2027-12-31T23:00 silver → bronze fell_to_reached',
    ]);
  });

  it('or by one step in each year', () => {
    expect(lifeOf(rulesOf({ downgrade: 'one_step' }), SINCE, [platinum, some], '2030-01-01T00:00:00Z')).toEqual([
      '2025-05-01T10:00 bronze → platinum reached_at_once',
      '2025-12-31T23:00 platinum → platinum kept',
      '2026-12-31T23:00 platinum → gold fell_one_step',
      '2027-12-31T23:00 gold → silver fell_one_step',
      '2028-12-31T23:00 silver → bronze fell_one_step',
    ]);
  });

  it('or never', () => {
    expect(tier(rulesOf({ downgrade: 'never' }), [platinum], '2049-01-01T00:00:00Z')).toBe('platinum');
  });

  it('stays for the grace, and is kept by what is bought in it', () => {
    const rules = rulesOf({ grace: duration('P1M') });
    const begun = [
      '2025-05-01T10:00 bronze → platinum reached_at_once',
      '2025-12-31T23:00 platinum → platinum kept',
      '2026-12-31T23:00 platinum → platinum grace_began',
    ];
    expect(lifeOf(rules, SINCE, [platinum], '2027-06-01T00:00:00Z')).toEqual([
      ...begun,
      '2027-01-31T23:00 platinum → bronze fell_to_reached',
    ]);
    const fall = tierHistory(rules, stateOf(rules, SINCE, [platinum]), Date.parse('2027-06-01T00:00:00Z')).at(-1);
    expect([new Date(fall?.period.from ?? 0).toISOString(), fall?.counted.points]).toEqual([
      '2025-12-31T23:00:00.000Z',
      0n,
    ]);
    const last = bought('pur_3', '2027-01-31T22:59:59.999Z', 2000);
    expect(lifeOf(rules, SINCE, [platinum, last], '2027-06-01T00:00:00Z')).toEqual([
      ...begun,
      '2027-01-31T23:00 platinum → platinum kept_in_grace',
    ]);
    const late = bought('pur_3', '2027-01-31T23:00:00Z', 2000);
    expect(lifeOf(rules, SINCE, [platinum, late], '2027-02-28T00:00:00Z').slice(3)).toEqual([
      '2027-01-31T23:00 platinum → bronze fell_to_reached',
      '2027-01-31T23:00 bronze → platinum reached_at_once',
    ]);
  });

  it('is kept by the grace where tiers rise at the end of the year only', () => {
    const rules = rulesOf({ grace: duration('P1M'), upgrade: 'at_period_end' });
    const inGrace = (points: number) =>
      tier(rules, [platinum, bought('pur_2', '2027-01-10T10:00:00Z', points)], '2027-02-10T00:00:00Z');
    expect([inGrace(2000), inGrace(1999), inGrace(999), inGrace(499)]).toEqual([
      'platinum',
      'gold',
      'silver',
      'bronze',
    ]);
    const silver = bought('pur_1', '2025-05-01T10:00:00Z', 600);
    const more = bought('pur_2', '2027-01-10T10:00:00Z', 2000);
    expect(tier(rules, [silver, more], '2027-02-10T00:00:00Z')).toBe('silver');
    expect(tier(rules, [silver, more], '2028-01-01T00:00:00Z')).toBe('platinum');
    const atItsEnd = bought('pur_2', '2027-01-31T23:00:00Z', 2000);
    expect(tier(rules, [platinum, atItsEnd], '2027-02-10T00:00:00Z')).toBe('bronze');
  });
});
