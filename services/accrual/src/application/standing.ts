import { evaluate, needsOf, type Programme, type Purchase, type Standing } from '@loyalty/programme';
import type { JoinedOwner } from '../domain/purchase-state.js';
import { countersFor } from './counter-book.js';
import type { Draft } from './draft.js';
import { rewardingTierOf } from './tier-book.js';

/** A purchase that is about to be judged, and by which version. */
export interface Judged {
  readonly programme: Programme;
  readonly version: number;
  readonly facts: Purchase;
}

/**
 * What an evaluation looks at besides the purchase, as this decision finds it, and no more than the programme asks for:
 * what is looked at is read and guarded.
 */
export function standingFor(draft: Draft, owner: JoinedOwner, { programme, version, facts }: Judged): Standing {
  const needs = needsOf(programme);
  const counters = countersFor(draft, owner.account, programme);
  const { tiers } = programme;
  if (!needs.tier || !tiers) return counters;

  const earnWithout = () => evaluate(programme, version, facts, counters);
  const tier = rewardingTierOf(draft, owner, { tiers, programme, facts, earnWithout });
  return tier === undefined ? counters : { ...counters, tier };
}
