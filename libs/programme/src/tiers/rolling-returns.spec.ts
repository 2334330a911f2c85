import { describe, expect, it } from '@jest/globals';
import type { Contribution } from './contribution.js';
import { NOTHING } from './measures.js';
import { tierProgress } from './progress.js';
import { bought, gaveBack, lifeOf, rulesOf, stateOf } from './tier-rules.fixture.js';
import { foldTier, newTierState, tierAt, tierHistory } from './tier-state.js';

const rules = rulesOf({ period: { kind: 'rolling', months: 12 } });
const SINCE = '2025-01-01T00:00:00Z';
const at = (text: string) => Date.parse(text);

/** The same, where the tier is asked for after each of them, so that the way there is remembered. */
function askedLifeOf(contributions: readonly Contribution[], until: string): readonly string[] {
  const state = contributions.reduce(
    (before, each) => {
      const after = foldTier(rules, before, each);
      tierAt(rules, after, each.occurredAt);
      return after;
    },
    newTierState(at(SINCE)),
  );
  return tierHistory(rules, state, at(until))
    .slice(1)
    .map(
      ({ at: turn, to, rule }) =>
        `${new Date(turn).toISOString().slice(0, 16)} ${rules.ladder[to]?.id ?? 'none'} ${rule}`,
    );
}

const gold = bought('pur_1', '2025-02-01T10:00:00Z', 1000);
const silver = bought('pur_2', '2026-06-01T10:00:00Z', 500);

describe('A return, where tiers go by rolling months', () => {
  it('of a purchase that counts no longer changes nothing that was reached since', () => {
    const life = [gold, silver, gaveBack(gold, '2026-07-01T10:00:00Z', 1)];
    expect(lifeOf(rules, SINCE, life, '2028-01-01T00:00:00Z')).toEqual([
      '2025-02-01T10:00 bronze → gold reached_at_once',
      '2026-02-01T10:00 gold → bronze fell_to_reached',
      '2026-06-01T10:00 bronze → silver reached_at_once',
      '2027-06-01T10:00 silver → bronze fell_to_reached',
    ]);
  });

  it('brings back no tier that was lost before it', () => {
    const life = [gold, gaveBack(gold, '2026-03-01T10:00:00Z', 1)];
    expect(lifeOf(rules, SINCE, life, '2028-01-01T00:00:00Z')).toHaveLength(2);
    const onTheDay = [gold, gaveBack(gold, '2026-02-01T10:00:00Z', 1)];
    expect(lifeOf(rules, SINCE, onTheDay, '2028-01-01T00:00:00Z')).toHaveLength(2);
  });

  it('leaves what the rest still reaches, until when it is good', () => {
    const life = [gold, gaveBack(gold, '2025-03-01T10:00:00Z', 1)];
    expect(lifeOf(rules, SINCE, life, '2028-01-01T00:00:00Z').slice(1)).toEqual([
      '2025-03-01T10:00 gold → silver withdrawn',
      '2026-02-01T10:00 silver → bronze fell_to_reached',
    ]);
  });

  it('is the same whether the tier was asked for in between or not', () => {
    const second = bought('pur_3', '2025-05-01T10:00:00Z', 600);
    const life = [
      gold,
      second,
      gaveBack(gold, '2025-06-01T10:00:00Z'),
      silver,
      gaveBack(silver, '2026-07-01T10:00:00Z', 1),
    ];
    expect(askedLifeOf(life, '2028-01-01T00:00:00Z')).toEqual([
      '2025-02-01T10:00 gold reached_at_once',
      '2025-06-01T10:00 silver withdrawn',
      '2026-05-01T10:00 bronze fell_to_reached',
      '2026-06-01T10:00 silver reached_at_once',
      '2026-07-01T10:00 bronze withdrawn',
    ]);
    // One that was made before the last arrives after it.
    const late = bought('pur_4', '2025-03-01T10:00:00Z', 500);
    expect(askedLifeOf([gold, second, late], '2025-12-31T00:00:00Z')).toEqual([
      '2025-02-01T10:00 gold reached_at_once',
      '2025-05-01T10:00 platinum reached_at_once',
    ]);
  });
});

describe('The history of a tier by rolling months', () => {
  const first = bought('pur_1', '2025-03-15T10:00:00Z', 300);
  const second = bought('pur_2', '2025-09-01T10:00:00Z', 200);
  const state = stateOf(rules, SINCE, [first, second]);

  it('says from the first day what was counted, of which months, and what was needed', () => {
    const [joined, reached, fell] = tierHistory(rules, state, at('2027-01-01T00:00:00Z'));
    const span = (from: string, until: string) => ({ from: at(from), until: at(until) });
    expect(joined).toEqual({
      at: at(SINCE),
      from: 0,
      to: 0,
      rule: 'joined',
      period: span(SINCE, SINCE),
      counted: NOTHING,
      needed: {},
    });
    expect(reached).toMatchObject({
      purchase: 'pur_2',
      period: span('2025-03-15T10:00:00Z', '2025-09-01T10:00:00Z'),
      counted: { points: 500n, visits: 2n },
      needed: { points: 500n },
    });
    expect(fell).toMatchObject({
      period: span('2026-09-01T10:00:00Z', '2026-09-01T10:00:00Z'),
      counted: NOTHING,
      needed: { points: 500n },
    });
  });

  it('says what was needed for the tier that a return took', () => {
    const taken = stateOf(rules, SINCE, [first, second, gaveBack(first, '2025-10-01T10:00:00Z', 1)]);
    expect(tierHistory(rules, taken, at('2025-12-01T00:00:00Z')).at(-1)).toMatchObject({
      rule: 'withdrawn',
      purchase: 'pur_1',
      counted: { points: 499n },
      needed: { points: 500n },
    });
  });

  it('has nothing to be lost before the first tier and after the last', () => {
    const fallAt = (text: string) => tierProgress(rules, state, at(text)).fall?.at ?? null;
    expect([fallAt('2025-04-01T00:00:00Z'), fallAt('2026-12-01T00:00:00Z')]).toEqual([null, null]);
    expect(fallAt('2025-10-01T00:00:00Z')).toBe(at('2026-09-01T10:00:00Z'));
  });
});
