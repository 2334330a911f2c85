import { describe, expect, it } from '@jest/globals';
import type { Contribution } from './contribution.js';
import { tierProgress } from './progress.js';
import { bought, duration, gaveBack, rulesOf, stateOf } from './tier-rules.fixture.js';
import type { TierRules } from './tier-rules.js';
import { foldTier } from './tier-state.js';

const day = (at: number | null | undefined) => (at == null ? at : new Date(at).toISOString().slice(0, 16));

function progress(rules: TierRules, contributions: readonly Contribution[], at: string) {
  const state = stateOf(rules, '2025-03-10T09:00:00Z', contributions);
  const { tier, counted, rising, next, stay, fall, graceUntil } = tierProgress(rules, state, Date.parse(at));
  return {
    tier: tier.id,
    counted: counted.points,
    rising: rising && `${rising.tier.id} ${day(rising.at)}`,
    next: next && [next.tier.id, next.missing],
    stay: stay && [stay.missing, day(stay.until)],
    fall: fall && `${fall.tier.id} ${day(fall.at)}`,
    graceUntil: day(graceUntil),
  };
}

describe('Progress', () => {
  const silver = bought('pur_1', '2025-05-01T10:00:00Z', 600);

  it('says what is missing for the next tier, and that nothing is to be lost by who has nothing', () => {
    expect(progress(rulesOf(), [bought('pur_1', '2025-05-01T10:00:00Z', 120)], '2025-06-01T00:00:00Z')).toEqual({
      tier: 'bronze',
      counted: 120n,
      rising: null,
      next: ['silver', { points: 380n }],
      stay: null,
      fall: null,
      graceUntil: null,
    });
  });

  it('says in the year that earned it that a tier is safe until the end of the next', () => {
    expect(progress(rulesOf(), [silver], '2025-06-01T00:00:00Z')).toEqual({
      tier: 'silver',
      counted: 600n,
      rising: null,
      next: ['gold', { points: 400n }],
      stay: [{}, '2025-12-31T23:00'],
      fall: 'bronze 2026-12-31T23:00',
      graceUntil: null,
    });
  });

  it('says in the year after it what is needed to stay, and when it would fall', () => {
    const life = [silver, bought('pur_2', '2026-02-01T10:00:00Z', 150)];
    expect(progress(rulesOf(), life, '2026-06-01T00:00:00Z')).toEqual({
      tier: 'silver',
      counted: 150n,
      rising: null,
      next: ['gold', { points: 850n }],
      stay: [{ points: 350n }, '2026-12-31T23:00'],
      fall: 'bronze 2026-12-31T23:00',
      graceUntil: null,
    });
  });

  it('is as of its instant: what happened later is not in it', () => {
    const life = [silver, bought('pur_2', '2025-07-01T10:00:00Z', 400), gaveBack(silver, '2025-08-01T10:00:00Z')];
    expect(progress(rulesOf(), life, '2025-06-01T00:00:00Z')).toMatchObject({ tier: 'silver', counted: 600n });
    expect(progress(rulesOf(), life, '2025-07-01T10:00:00Z')).toMatchObject({ tier: 'gold', counted: 1000n });
    expect(progress(rulesOf(), life, '2025-07-15T00:00:00Z')).toMatchObject({ tier: 'gold', counted: 1000n });
    expect(progress(rulesOf(), life, '2025-08-15T00:00:00Z')).toMatchObject({ tier: 'bronze', counted: 400n });
  });

  it('of a state stays what it was when more is counted in another', () => {
    const inJune = Date.parse('2025-06-01T00:00:00Z');
    for (const period of [{ kind: 'calendar_year' }, { kind: 'rolling', months: 12 }] as const) {
      const rules = rulesOf({ period });
      const state = stateOf(rules, '2025-03-10T09:00:00Z', [silver]);
      const before = tierProgress(rules, state, inJune);
      foldTier(rules, state, bought('pur_2', '2025-07-01T10:00:00Z', 400));
      foldTier(rules, state, bought('pur_3', '2028-07-01T10:00:00Z', 400));
      expect(tierProgress(rules, state, inJune)).toEqual(before);
      const emptied = foldTier(rules, state, gaveBack(silver, '2025-08-01T10:00:00Z'));
      expect(tierProgress(rules, emptied, Date.parse('2025-08-01T10:00:00Z')).counted.points).toBe(0n);
    }
  });

  it('says what is reached and begins with the next year, and counts on to the tier after it', () => {
    expect(progress(rulesOf({ upgrade: 'at_period_end' }), [silver], '2025-06-01T00:00:00Z')).toMatchObject({
      tier: 'bronze',
      rising: 'silver 2025-12-31T23:00',
      next: ['gold', { points: 400n }],
    });
  });

  it('says in the grace what is needed by its end', () => {
    const rules = rulesOf({ grace: duration('P1M') });
    const late = bought('pur_2', '2027-01-10T10:00:00Z', 100);
    expect(progress(rules, [silver, late], '2027-01-15T00:00:00Z')).toMatchObject({
      tier: 'silver',
      stay: [{ points: 400n }, '2027-01-31T23:00'],
      fall: 'bronze 2027-01-31T23:00',
      graceUntil: '2027-01-31T23:00',
    });
    const enough = [silver, late, bought('pur_3', '2027-01-12T10:00:00Z', 400)];
    expect(progress(rules, enough, '2027-01-15T00:00:00Z')).toMatchObject({
      stay: [{}, '2027-12-31T23:00'],
      fall: 'bronze 2029-01-31T23:00',
      graceUntil: null,
    });
  });

  it('says of a tier that cannot be lost that it cannot', () => {
    expect(progress(rulesOf({ downgrade: 'never' }), [silver], '2026-06-01T00:00:00Z')).toMatchObject({
      stay: null,
      fall: null,
    });
  });

  it('says nothing of a next tier at the top', () => {
    expect(
      progress(rulesOf(), [bought('pur_1', '2025-05-01T10:00:00Z', 5000)], '2025-06-01T00:00:00Z').next,
    ).toBeNull();
  });

  it('counts the rolling months as they are now', () => {
    const rules = rulesOf({ period: { kind: 'rolling', months: 12 }, grace: duration('P1M') });
    const life = [bought('pur_1', '2025-04-01T10:00:00Z', 300), bought('pur_2', '2025-09-01T10:00:00Z', 300)];
    expect(progress(rules, life, '2026-03-01T00:00:00Z')).toMatchObject({
      tier: 'silver',
      counted: 600n,
      next: ['gold', { points: 400n }],
      stay: [{}, '2026-10-01T10:00'],
      fall: 'bronze 2026-10-01T10:00',
      graceUntil: null,
    });
    expect(progress(rules, life, '2026-04-01T10:00:00Z')).toMatchObject({
      counted: 300n,
      next: ['gold', { points: 700n }],
      stay: [{ points: 200n }, '2026-10-01T10:00'],
    });
    expect(progress(rules, life, '2026-09-01T09:59:59.999Z').graceUntil).toBeNull();
    expect(progress(rules, life, '2026-09-01T10:00:00Z').graceUntil).toBe('2026-10-01T10:00');
    expect(progress(rules, life, '2026-09-15T00:00:00Z')).toMatchObject({
      counted: 0n,
      stay: [{ points: 500n }, '2026-10-01T10:00'],
      graceUntil: '2026-10-01T10:00',
    });
  });

  it('needs nothing more where any of several things is enough and one is there', () => {
    const [lowest] = rulesOf().ladder;
    const tier = { id: 'silver', name: { en: 'Silver', ru: 'Серебро' }, needs: { points: 500n, visits: 2n } };
    const top = { id: 'gold', name: { en: 'Gold', ru: 'Золото' }, needs: { points: 900n, visits: 4n } };
    const ofAny = progress(rulesOf({ ladder: [lowest, tier, top], match: 'any' }), [silver], '2025-06-01T00:00:00Z');
    expect(ofAny).toMatchObject({
      tier: 'silver',
      next: ['gold', { points: 300n, visits: 3n }],
    });
    expect(ofAny.stay).toEqual([{}, '2025-12-31T23:00']);
    const exactly = [bought('pur_1', '2025-05-01T10:00:00Z', 500)];
    const ofAll = progress(rulesOf({ ladder: [lowest, tier, top] }), exactly, '2025-06-01T00:00:00Z');
    expect([ofAll.tier, ofAll.next]).toEqual(['bronze', ['silver', { visits: 1n }]]);
  });
});
