import { Temporal } from 'temporal-polyfill';
import type { Contribution } from '../tiers/contribution.js';
import type { TierRules } from '../tiers/tier-rules.js';

/**
 * The tier at an instant, straight from the words of rule 12 and from nothing else in this folder: whatever was bought and
 * kept by then is added up again for every question, with the calendar itself. Slow, and easy to read.
 */
export function naiveTiers(rules: TierRules, memberSince: number, contributions: readonly Contribution[]) {
  const zoned = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(rules.timeZone);
  const remembered = new Map<string, number>();
  const once = (key: string, compute: () => number) => {
    if (!remembered.has(key)) remembered.set(key, compute());
    return remembered.get(key) ?? Number.NaN;
  };
  const joined = zoned(memberSince);
  const yearStart = (year: number) =>
    once(`start ${year}`, () => {
      const day =
        rules.period.kind === 'anniversary'
          ? joined.toPlainDate().with({ year }, { overflow: 'constrain' })
          : Temporal.PlainDate.from({ year, month: 1, day: 1 });
      return day.toZonedDateTime(rules.timeZone).epochMilliseconds;
    });
  const yearOf = (at: number) =>
    once(`year ${at}`, () => {
      const { year } = zoned(at);
      return at < yearStart(year) ? year - 1 : year;
    });
  const graceEnd = (at: number) =>
    once(`grace ${at}`, () => {
      const { years = 0, months = 0, weeks = 0, days = 0, milliseconds = 0 } = rules.grace ?? {};
      return zoned(at).add({ years, months, weeks, days }).add({ milliseconds }).epochMilliseconds;
    });
  const leaves = (at: number) =>
    once(`leaves ${at}`, () => {
      const months = rules.period.kind === 'rolling' ? rules.period.months : 0;
      return zoned(at).add({ months }).epochMilliseconds;
    });

  const purchases = contributions
    .filter(({ kind }) => kind === 'purchase')
    .toSorted((a, b) => a.occurredAt - b.occurredAt);
  const returns = contributions.filter(({ kind }) => kind === 'return');

  /** What is left at `now` of each purchase made by then. */
  const keptAt = (now: number) =>
    purchases
      .filter(({ occurredAt }) => occurredAt <= now)
      .map(({ purchase, occurredAt, counts }) => {
        const gone = returns.filter(
          (back) => back.purchase === purchase && Math.max(back.occurredAt, occurredAt) <= now,
        );
        const left = (of: 'points' | 'spend' | 'visits') =>
          Number(counts[of]) - gone.reduce((sum, back) => sum + Number(back.counts[of]), 0);
        return { at: occurredAt, points: left('points'), spend: left('spend'), visits: left('visits') };
      });
  type Kept = ReturnType<typeof keptAt>[number];

  const reachedBy = (kept: readonly Kept[]) => {
    let best = 0;
    rules.ladder.forEach(({ needs }, rank) => {
      const met = (['points', 'spend', 'visits'] as const).flatMap((of) => {
        const needed = needs[of];
        return needed === undefined ? [] : [kept.reduce((sum, each) => sum + each[of], 0) >= Number(needed)];
      });
      if (rules.match === 'all' ? met.every(Boolean) : met.some(Boolean)) best = Math.max(best, rank);
    });
    return best;
  };

  function fixed(now: number): number {
    const kept = keptAt(now);
    const inYear = (year: number) => kept.filter(({ at }) => yearOf(at) === year);
    const firstYear = Math.min(yearOf(memberSince), ...purchases.map(({ occurredAt }) => yearOf(occurredAt)));

    const enteredWith = (year: number, when: number): number => {
      if (year <= firstYear) return 0;
      const held = heldAtEnd(year - 1);
      const reached = reachedBy(inYear(year - 1));
      if (reached >= held) return reached;
      const fallen = { to_reached: reached, one_step: Math.max(reached, held - 1), never: held }[rules.downgrade];
      if (!rules.grace) return fallen;
      const until = graceEnd(yearStart(year));
      if (when < until) return held;
      const saved = reachedBy(inYear(year).filter(({ at }) => at < until));
      return saved >= held ? held : Math.max(saved, fallen);
    };
    const heldIn = (year: number, when: number): number => {
      const entered = enteredWith(year, when);
      return rules.upgrade === 'at_once' ? Math.max(entered, reachedBy(inYear(year))) : entered;
    };
    const heldAtEnd = (year: number): number => once(`held ${year} ${now}`, () => heldIn(year, Infinity));
    return heldIn(yearOf(now), now);
  }

  function rolling(now: number): number {
    const kept = keptAt(now).filter(({ points, spend, visits }) => points + spend + visits > 0);
    const tests = kept.map(({ at }, index) => ({
      at,
      reached: reachedBy(kept.slice(0, index + 1).filter((each) => at < leaves(each.at))),
    }));
    if (rules.downgrade === 'never') return Math.max(0, ...tests.map(({ reached }) => reached));

    const lasts = (rank: number, when: number) => {
      const met = tests.filter(({ at, reached }) => at <= when && reached >= rank).map(({ at }) => leaves(at));
      return met.length === 0 ? -Infinity : Math.max(...met);
    };
    const good = (rank: number, when: number) => {
      const until = lasts(rank, when);
      return until !== -Infinity && when < graceEnd(until);
    };
    if (rules.downgrade === 'to_reached') {
      let rank = rules.ladder.length - 1;
      while (rank > 0 && !good(rank, now)) rank--;
      return rank;
    }

    // One step: the only policy under which a tier lasts by having been fallen to.
    let rank = 0;
    let until = Infinity;
    const fallBy = (when: number) => {
      while (rank > 0 && graceEnd(until) <= when) {
        const fell = graceEnd(until);
        rank -= 1;
        until = Math.max(leaves(fell), lasts(rank, fell));
      }
    };
    for (const { at, reached } of tests) {
      fallBy(at);
      if (reached === 0 || reached < rank) continue;
      until = reached > rank ? leaves(at) : Math.max(until, leaves(at));
      rank = reached;
    }
    fallBy(now);
    return rank;
  }

  return { rankAt: rules.period.kind === 'rolling' ? rolling : fixed, yearOf, yearStart, graceEnd, leaves };
}
