import { broughtForAll, type Condition } from '../conditions/index.js';
import type { Limit, PurchaseFilter } from '../offer.js';
import type { Programme } from '../programme.js';
import { growsBySpend } from './discount-cards.js';

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
  /** What was spent before; only discounts ask for it. */
  readonly spend: boolean;
}

const known = new WeakMap<Programme, StandingNeeds>();

export function needsOf(programme: Programme): StandingNeeds {
  let needs = known.get(programme);
  if (!needs) known.set(programme, (needs = find(programme)));
  return needs;
}

const knownWithDiscounts = new WeakMap<Programme, StandingNeeds>();

/** What a quote looks at: what earns, and what is taken off the price. */
export function quoteNeedsOf(programme: Programme): StandingNeeds {
  let needs = knownWithDiscounts.get(programme);
  if (!needs) knownWithDiscounts.set(programme, (needs = withDiscounts(programme)));
  return needs;
}

function withDiscounts(programme: Programme): StandingNeeds {
  const needs = needsOf(programme);
  const asked = askedOfMembers(programme.discounts);
  return {
    ...needs,
    tier: needs.tier || asked.tier,
    segments: needs.segments || asked.segments,
    birthday: needs.birthday || asked.birthday,
    member: needs.member || asked.member,
    wallets: needs.wallets || asked.wallets,
    spend: growsBySpend(programme),
  };
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
    ...askedOfMembers(offers),
    spend: false,
  };
}

interface Asking {
  readonly only: PurchaseFilter;
  readonly linesWhen: Condition | null;
}

function askedOfMembers(all: readonly Asking[]) {
  const asked = broughtForAll(all.flatMap(conditionsOf).flatMap(({ uses }) => [...uses]));
  return {
    tier: asked.has('tiers') || all.some(({ only }) => only.tiers),
    segments: asked.has('segments') || all.some(({ only }) => only.segments),
    birthday: asked.has('birthday') || all.some(({ only }) => only.birthday),
    member: asked.has('member'),
    wallets: asked.has('wallets'),
  };
}

function conditionsOf({ only: { when }, linesWhen }: Asking): readonly Condition[] {
  return [when, linesWhen].filter((condition) => condition !== null);
}
