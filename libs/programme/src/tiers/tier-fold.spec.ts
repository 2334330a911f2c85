import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Contribution } from './contribution.js';
import { naiveTiers } from '../simulation/naive-tiers.js';
import { tierProgress } from './progress.js';
import { duration, rulesOf } from './tier-rules.fixture.js';
import type { TierPeriod, TierRules } from './tier-rules.js';
import {
  foldTier,
  newTierState,
  rewardingTier,
  tierAt,
  tierHistory,
  tierStateKnownAt,
  type TierState,
} from './tier-state.js';

const MEMBERS_SINCE = ['2024-02-29T12:00:00Z', '2023-12-31T23:30:00Z', '2024-03-31T00:30:00Z', '2024-10-27T01:30:00Z'];
const DAY = 86_400_000;

const period: fc.Arbitrary<TierPeriod> = fc.constantFrom(
  { kind: 'calendar_year' },
  { kind: 'anniversary' },
  { kind: 'rolling', months: 3 },
  { kind: 'rolling', months: 12 },
);

const rules: fc.Arbitrary<TierRules> = fc
  .record({
    period,
    timeZone: fc.constantFrom('Europe/Berlin', 'America/Sao_Paulo', 'UTC'),
    upgrade: fc.constantFrom('at_once', 'at_period_end'),
    downgrade: fc.constantFrom('to_reached', 'one_step', 'never'),
    grace: fc.constantFrom(null, duration('P1M'), duration('P10D'), duration('PT36H')),
    inclusive: fc.boolean(),
    match: fc.constantFrom('all', 'any'),
    needs: fc.constantFrom<('points' | 'visits')[]>(['points'], ['visits'], ['points', 'visits']),
  })
  .map(({ needs, ...rest }) => {
    const { ladder } = rulesOf();
    const [lowest, ...higher] = ladder;
    const ranked = higher.map((tier, at) => ({
      ...tier,
      needs: {
        ...(needs.includes('points') && { points: [5n, 10n, 20n][at] ?? 0n }),
        ...(needs.includes('visits') && { visits: [2n, 4n, 6n][at] ?? 0n }),
      },
    }));
    const upgrade = rest.period.kind === 'rolling' ? 'at_once' : rest.upgrade;
    return rulesOf({ ...rest, upgrade, ladder: [lowest, ...ranked] });
  });

interface Deed {
  readonly day: number;
  /** Added to an instant at which something turns, or to the noon of that day. */
  readonly off: number;
  readonly turns: 'no' | 'year' | 'grace';
  readonly late: number;
  readonly points: number;
  readonly returns: readonly { readonly after: number; readonly points: number }[];
}

const deed: fc.Arbitrary<Deed> = fc.record({
  day: fc.integer({ min: -200, max: 1200 }),
  off: fc.constantFrom(-1, -1, 0, 1),
  turns: fc.constantFrom('no', 'no', 'year', 'grace', 'grace'),
  late: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 500 })),
  points: fc.integer({ min: 0, max: 14 }),
  returns: fc.array(fc.record({ after: fc.integer({ min: -2, max: 700 }), points: fc.integer({ min: 1, max: 14 }) }), {
    maxLength: 2,
  }),
});

type Arrival = Contribution & { readonly arrivesAt: number };

/** Purchases and returns in the order in which they arrive; a return never before its purchase, nor of more than that. */
function contributionsOf(
  deeds: readonly Deed[],
  memberSince: number,
  { yearStart, graceEnd }: Pick<ReturnType<typeof naiveTiers>, 'yearStart' | 'graceEnd'>,
): Contribution[] {
  const arrivals = deeds.flatMap(({ day, off, turns, late, points, returns }, index): Arrival[] => {
    const noon = memberSince + day * DAY;
    const turn = yearStart(new Date(noon).getUTCFullYear());
    const occurredAt = { no: noon, year: turn, grace: graceEnd(turn) }[turns] + off;
    const arrivesAt = occurredAt + late * DAY;
    const of = { purchase: `pur_${index}`, purchasedAt: occurredAt, recordedAt: 0 };
    const counts = { points: BigInt(points), spend: 0n, visits: 1n };
    let left = points;
    const backs = returns.map((back): Arrival => {
      const taken = Math.min(left, back.points);
      left -= taken;
      const isGone = left === 0 && taken > 0;
      const takes = { points: BigInt(taken), spend: 0n, visits: isGone ? 1n : 0n };
      const at = occurredAt + back.after * DAY;
      return { ...of, kind: 'return', occurredAt: at, counts: takes, arrivesAt: Math.max(at, arrivesAt) };
    });
    return [{ ...of, kind: 'purchase', occurredAt, counts, arrivesAt }, ...backs];
  });
  return arrivals
    .toSorted((a, b) => a.arrivesAt - b.arrivesAt)
    .map(({ arrivesAt, ...contribution }) => ({ ...contribution, recordedAt: arrivesAt }));
}

const seen = new Map<string, number>();

describe('Tiers that are folded as purchases and returns arrive', () => {
  const history = fc.record({
    rules,
    since: fc.constantFrom(...MEMBERS_SINCE).map((text) => Date.parse(text)),
    deeds: fc.array(deed, { minLength: 1, maxLength: 12 }),
  });

  it('are those that rule 12 gives when all is added up anew, at every instant, under every policy', () => {
    fc.assert(
      fc.property(history, ({ rules, since, deeds }) => {
        const contributions = contributionsOf(deeds, since, naiveTiers(rules, since, []));
        let state = newTierState(since);
        contributions.forEach((contribution, index) => {
          const at = contribution.occurredAt;
          if (contribution.kind === 'purchase') {
            const until = rules.inclusive ? index + 1 : index;
            const before = naiveTiers(rules, since, contributions.slice(0, until)).rankAt(at);
            expect(rewardingTier(rules, state, contribution)).toBe(rules.ladder[before]);
          }
          state = foldTier(rules, state, contribution);
        });
        expectSame(rules, state, contributions);
      }),
      { numRuns: 2000 },
    );
    // A property is worth what it reached. The rarest, a tier kept in its grace, came 39 times when counted.
    for (const rule of [
      'reached_at_once',
      'reached_at_period_end',
      'kept',
      'grace_began',
      'kept_in_grace',
      'fell_to_reached',
      'fell_one_step',
      'withdrawn',
    ])
      expect([rule, (seen.get(rule) ?? 0) > 10]).toEqual([rule, true]);
  });

  function expectSame(rules: TierRules, state: TierState, contributions: readonly Contribution[]): void {
    const naive = naiveTiers(rules, state.memberSince, contributions);
    const moments = [state.memberSince, ...contributions.map(({ occurredAt }) => occurredAt)];
    const turning = moments.flatMap((at) => {
      if (rules.period.kind === 'rolling') return [naive.leaves(at), naive.graceEnd(naive.leaves(at))];
      const next = naive.yearStart(naive.yearOf(at) + 1);
      const last = naive.yearStart(naive.yearOf(at) + 2);
      return [next, naive.graceEnd(next), last, naive.graceEnd(last)];
    });
    const instants = [...new Set([...moments, ...turning])].flatMap((at) => [at - 1, at, at + 1]);
    const fresh = tierStateKnownAt(rules, { memberSince: state.memberSince, contributions });
    for (const at of instants) {
      const rank = naive.rankAt(at);
      const found = [state, fresh].map((each) => rules.ladder.indexOf(tierAt(rules, each, at)));
      if (found.some((each) => each !== rank))
        throw new Error(`At ${new Date(at).toISOString()} ${rank} was expected, and ${found.join(', ')} found.`);
    }

    const last = Math.max(...instants);
    const steps = tierHistory(rules, state, last);
    expect(tierHistory(rules, fresh, last)).toEqual(steps);
    steps.forEach((step, index) => {
      seen.set(step.rule, (seen.get(step.rule) ?? 0) + 1);
      const before = steps[index - 1];
      expect(step.from).toBe(before?.to ?? 0);
      if (before) expect(step.at).toBeGreaterThanOrEqual(before.at);
      // The history says what the tier was, step by step.
      if (steps[index + 1]?.at !== step.at) expect(step.to).toBe(naive.rankAt(step.at));
    });
    expectFallsAsPromised(rules, state, instants, naive.rankAt);
  }

  /** Asked at the last contribution: until then nothing is lost, and at that instant it is. */
  function expectFallsAsPromised(
    rules: TierRules,
    state: TierState,
    instants: readonly number[],
    rankAt: (at: number) => number,
  ): void {
    const now = state.movements.at(-1)?.at ?? state.memberSince;
    const { fall, tier } = tierProgress(rules, state, now);
    const rank = rules.ladder.indexOf(tier);
    expect(rank).toBe(rankAt(now));
    const later = instants.filter((at) => at >= now && (!fall || at < fall.at));
    expect(later.filter((at) => rankAt(at) < rank)).toEqual([]);
    if (fall) expect(rules.ladder[rankAt(fall.at)]).toBe(fall.tier);
    if (fall) expect(rankAt(fall.at)).toBeLessThan(rank);
  }
});
