import { parseDuration, type Duration } from '../calendar/duration.js';
import type { Contribution } from './contribution.js';
import { SPEND_SCALE } from './measures.js';
import type { TierRules } from './tier-rules.js';
import { foldTier, newTierState, tierHistory, type TierState } from './tier-state.js';

export function duration(text: string): Duration {
  const parsed = parseDuration(text);
  if (!parsed) throw new Error(text);
  return parsed;
}

/** Bronze for everybody, Silver from 500 points, Gold from 1,000, Platinum from 2,000; by the calendar year, in Berlin. */
export function rulesOf(rules: Partial<TierRules> = {}): TierRules {
  return {
    timeZone: 'Europe/Berlin',
    wallet: 'points',
    ladder: [
      { id: 'bronze', name: { en: 'Bronze', ru: 'Бронза' }, needs: {} },
      { id: 'silver', name: { en: 'Silver', ru: 'Серебро' }, needs: { points: 500n } },
      { id: 'gold', name: { en: 'Gold', ru: 'Золото' }, needs: { points: 1000n } },
      { id: 'platinum', name: { en: 'Platinum', ru: 'Платина' }, needs: { points: 2000n } },
    ],
    match: 'all',
    period: { kind: 'calendar_year' },
    upgrade: 'at_once',
    downgrade: 'to_reached',
    grace: null,
    inclusive: false,
    ...rules,
  };
}

/** By default one visit for a purchase, and so many euros as points. */
export function bought(
  purchase: string,
  at: string,
  points: number,
  { recordedAt = at, visits = 1, spend = points }: { recordedAt?: string; visits?: number; spend?: number } = {},
): Contribution {
  const occurredAt = Date.parse(at);
  return {
    kind: 'purchase',
    purchase,
    purchasedAt: occurredAt,
    occurredAt,
    recordedAt: Date.parse(recordedAt),
    counts: { points: BigInt(points), spend: BigInt(spend) * 100n * SPEND_SCALE, visits: BigInt(visits) },
  };
}

/** All that it brought, or so many points and euros of it. */
export function gaveBack(of: Contribution, at: string, points = Number(of.counts.points)): Contribution {
  const isWhole = BigInt(points) === of.counts.points;
  const spend = isWhole ? of.counts.spend : BigInt(points) * 100n * SPEND_SCALE;
  return {
    ...of,
    kind: 'return',
    occurredAt: Date.parse(at),
    recordedAt: Date.parse(at),
    counts: { points: BigInt(points), spend, visits: isWhole ? of.counts.visits : 0n },
  };
}

export function stateOf(rules: TierRules, since: string, contributions: readonly Contribution[]): TierState {
  return contributions.reduce(
    (state, contribution) => foldTier(rules, state, contribution),
    newTierState(Date.parse(since)),
  );
}

/** `2026-01-31T23:00 silver → bronze fell_to_reached`, without the day of joining. */
export function lifeOf(
  rules: TierRules,
  since: string,
  contributions: readonly Contribution[],
  until: string,
): readonly string[] {
  const name = (rank: number) => rules.ladder[rank]?.id ?? 'none';
  return tierHistory(rules, stateOf(rules, since, contributions), Date.parse(until))
    .slice(1)
    .map(({ at, from, to, rule }) => `${new Date(at).toISOString().slice(0, 16)} ${name(from)} → ${name(to)} ${rule}`);
}
