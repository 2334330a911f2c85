import type { PurchaseCount, PurchaseLot, PurchaseOutcome } from '@loyalty/contracts';
import { evaluate, needsOf, NO_STANDING, type Evaluation, type Purchase, type Standing } from '@loyalty/programme';
import type { Owner } from '../domain/purchase-state.js';
import { standingFor } from './counter-book.js';
import type { Draft } from './draft.js';
import { LotIds } from './lot-ids.js';
import type { ProgrammeVersion } from './programmes.js';

/** What a purchase earns, in lots that have their ids. */
export type Earned = Pick<PurchaseOutcome, 'lots' | 'explanation' | 'counts' | 'visits' | 'pausedCampaigns'>;

export const NOTHING_EARNED: Earned = { lots: [], explanation: [] };

/**
 * What a purchase earns for an owner. Where the programme asks for nothing but the purchase it is worked out once,
 * before anything is decided; else in each decision anew, by the counters as the decision finds them. Campaigns that are
 * paused are kept with what was earned: it can be worked out again, whatever was switched before anybody here knew.
 */
export function earningOf(
  { programme, version, paused }: ProgrammeVersion,
  facts: Purchase,
): (draft: Draft, owner: Owner) => Earned {
  const ids = new LotIds();
  const earn = (standing: Standing) => {
    if (!paused) return withIds(evaluate(programme, version, facts, standing), ids);
    const evaluation = evaluate(programme, version, facts, { ...standing, pausedCampaigns: paused });
    return { ...withIds(evaluation, ids), pausedCampaigns: [...paused] };
  };
  const { counters, budgets } = needsOf(programme);
  if (counters || budgets.length > 0) return (draft, owner) => earn(standingFor(draft, owner.account, programme));

  let once: Earned | undefined;
  return () => (once ??= earn(NO_STANDING));
}

function withIds({ lots, explanation, counts, visits }: Evaluation, ids: LotIds): Earned {
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
