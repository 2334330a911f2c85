import type { Limit } from '../offer.js';
import type { Programme } from '../programme.js';

/** What of a Standing an evaluation of this Programme looks at; whoever brings it need not bring the rest. */
export interface StandingNeeds {
  readonly counters: boolean;
  /** Their counters. */
  readonly budgets: readonly string[];
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
  return { counters: isKept || offers.some(({ effect }) => effect.kind === 'every-nth'), budgets: [...budgets] };
}
