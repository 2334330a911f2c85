import type { PurchaseCount, PurchaseLot, PurchaseOutcome } from '@loyalty/contracts';
import {
  evaluate,
  needsOf,
  type Evaluation,
  type Purchase,
  type Standing,
  type StandingNeeds,
} from '@loyalty/programme';
import type { JoinedOwner } from '../../domain/purchase-state.js';
import type { Draft } from '../draft.js';
import { LotIds } from './lot-ids.js';
import type { ProgrammeVersion } from '../programmes.js';
import type { SeenOfMember } from '../members/see-members.js';
import { standingFor, standingOfNobody } from './standing.js';

/** What a purchase earns, in lots that have their ids. */
export type Earned = Pick<PurchaseOutcome, 'lots' | 'explanation' | 'counts' | 'visits' | 'pausedCampaigns'>;

export const NOTHING_EARNED: Earned = { lots: [], explanation: [] };

/** `heldUntil`: while a person has to decide about it; null: for however long. */
export type Earn = (draft: Draft, owner: JoinedOwner, heldUntil?: number | null) => Earned;

/**
 * What a purchase earns for an owner. Where the programme asks for nothing but the purchase it is worked out once,
 * before anything is decided; else in each decision anew, by the counters as the decision finds them. Campaigns that are
 * paused are kept with what was earned: it can be worked out again, whatever was switched before anybody here knew.
 */
export function earningOf({ programme, version, paused }: ProgrammeVersion, facts: Purchase, seen: SeenOfMember): Earn {
  const ids = new LotIds();
  const earn = (standing: Standing): Earned => ({
    ...withIds(evaluate(programme, version, facts, standing), ids),
    ...(paused && { pausedCampaigns: [...paused] }),
  });
  if (asksForMore(needsOf(programme))) {
    return (draft, owner, heldUntil) =>
      earn({ ...standingFor(draft, owner, { programme, version, paused, facts, seen }), ...heldOf(heldUntil) });
  }

  const standing = standingOfNobody(paused);
  let once: Earned | undefined;
  return (_draft, _owner, heldUntil) =>
    heldUntil === undefined ? (once ??= earn(standing)) : earn({ ...standing, heldUntil });
}

const heldOf = (heldUntil: number | null | undefined) => (heldUntil === undefined ? {} : { heldUntil });

function asksForMore({ counters, budgets, tier, segments, birthday, member, wallets }: StandingNeeds): boolean {
  return counters || budgets.length > 0 || tier || segments || birthday || member || wallets;
}

/** Lots keep their ids however often it is decided. */
export function withIds({ lots, explanation, counts, visits }: Evaluation, ids: LotIds): Earned {
  const named: readonly PurchaseLot[] = lots.map((lot, index) => ({ id: ids.at(index), ...lot }));
  if (!counts && !visits) return { lots: named, explanation };
  return {
    lots: named,
    explanation,
    ...(counts && {
      counts: counts.map((count): PurchaseCount => ({ ...count, lot: count.lot === null ? null : ids.at(count.lot) })),
    }),
    ...(visits && { visits }),
  };
}
