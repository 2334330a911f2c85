import { broughtForAll, type Condition } from '../conditions/index.js';
import type { Limit, Offer } from '../offer.js';
import type { Programme } from '../programme.js';

/** What of a Standing an evaluation of this Programme looks at; whoever brings it need not bring the rest. */
export interface StandingNeeds {
  readonly counters: boolean;
  /** Their counters. */
  readonly budgets: readonly string[];
  readonly tier: boolean;
  readonly segments: boolean;
  readonly birthday: boolean;
  /** What else conditions ask of the Member. */
  readonly member: boolean;
  readonly wallets: boolean;
}

const known = new WeakMap<Programme, StandingNeeds>();

export function needsOf(programme: Programme): StandingNeeds {
  let needs = known.get(programme);
  if (!needs) known.set(programme, (needs = find(programme)));
  return needs;
}

function find({ baseRules, offers }: Programme): StandingNeeds {
  const limits: readonly Limit[] = [
    ...baseRules.flatMap((rule) => rule.limits ?? []),
    ...offers.flatMap((offer) => offer.limits),
  ];
  const isKept = limits.some(({ by }) => by !== 'purchase' && by !== 'budget');
  const budgets = new Set(limits.filter(({ by }) => by === 'budget').map(({ counter }) => counter));
  const asked = broughtForAll(offers.flatMap(conditionsOf).flatMap(({ uses }) => [...uses]));
  return {
    counters: isKept || asked.has('counters') || offers.some(({ effect }) => effect.kind === 'every-nth'),
    budgets: [...budgets],
    tier: asked.has('tiers') || offers.some(({ only }) => only.tiers),
    segments: asked.has('segments') || offers.some(({ only }) => only.segments),
    birthday: asked.has('birthday') || offers.some(({ only }) => only.birthday),
    member: asked.has('member'),
    wallets: asked.has('wallets'),
  };
}

function conditionsOf({ only: { when }, linesWhen }: Offer): readonly Condition[] {
  return [when, linesWhen].filter((condition) => condition !== null);
}
