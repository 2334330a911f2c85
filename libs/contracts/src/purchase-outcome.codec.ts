import { readMove, storeMove } from './counter-events.codec.js';
import type { PurchaseCount, PurchaseExplanation, PurchaseLot, PurchaseOutcome } from './purchase-events.js';
import { readBalance, storeBalance, type StoredBalance } from './shared-parts.codec.js';
import { toJsonInteger as whole, type Stored } from './whole-number.js';

export type StoredOutcome = Omit<Stored<PurchaseOutcome>, 'balances'> & { readonly balances: readonly StoredBalance[] };

/** What was given, and what that moved in counters. */
type Parts = Pick<PurchaseOutcome, 'lots' | 'explanation' | 'counts'>;
export type StoredParts = Stored<Parts>;

export function storeParts({ lots, explanation, counts }: Parts): StoredParts {
  return {
    lots: lots.map(storeLot),
    explanation: explanation.map(storeExplanation),
    ...(counts && counts.length > 0 && { counts: counts.map(storeCount) }),
  };
}

export function readParts({ lots, explanation, counts }: StoredParts): Parts {
  return {
    lots: lots.map(readLot),
    explanation: explanation.map(readExplanation),
    ...(counts && { counts: counts.map(readCount) }),
  };
}

export function storeOutcome(outcome: PurchaseOutcome): StoredOutcome {
  return {
    programmeVersion: outcome.programmeVersion,
    accountVersion: outcome.accountVersion,
    lots: outcome.lots.map(storeLot),
    explanation: outcome.explanation.map(storeExplanation),
    balances: outcome.balances.map(storeBalance),
    ...(outcome.counts && outcome.counts.length > 0 && { counts: outcome.counts.map(storeCount) }),
    ...(outcome.visits && outcome.visits.length > 0 && { visits: outcome.visits }),
    ...(outcome.pausedCampaigns && { pausedCampaigns: outcome.pausedCampaigns }),
    ...(outcome.spent !== undefined && { spent: outcome.spent }),
  };
}

export function readOutcome(stored: StoredOutcome): PurchaseOutcome {
  return {
    programmeVersion: stored.programmeVersion,
    accountVersion: stored.accountVersion,
    lots: stored.lots.map(readLot),
    explanation: stored.explanation.map(readExplanation),
    balances: stored.balances.map(readBalance),
    ...(stored.counts && { counts: stored.counts.map(readCount) }),
    ...(stored.visits && { visits: stored.visits }),
    ...(stored.pausedCampaigns && { pausedCampaigns: stored.pausedCampaigns }),
    ...(stored.spent !== undefined && { spent: stored.spent }),
  };
}

function storeLot(lot: PurchaseLot): Stored<PurchaseLot> {
  const lines = lot.lines.map(({ line, points }) => ({ line, points: whole(points) }));
  return { ...lot, points: whole(lot.points), lines };
}

function readLot(lot: Stored<PurchaseLot>): PurchaseLot {
  const lines = lot.lines.map(({ line, points }) => ({ line, points: BigInt(points) }));
  return { ...lot, points: BigInt(lot.points), lines };
}

export function storeCount(count: PurchaseCount): Stored<PurchaseCount> {
  const lines = count.lines.map(({ line, points }) => ({ line, points: whole(points) }));
  return { ...count, moves: count.moves.map(storeMove), lines };
}

function readCount(count: Stored<PurchaseCount>): PurchaseCount {
  const lines = count.lines.map(({ line, points }) => ({ line, points: BigInt(points) }));
  return { ...count, moves: count.moves.map(readMove), lines };
}

function storeExplanation(part: PurchaseExplanation): Stored<PurchaseExplanation> {
  const { trimmed, ...rest } = part;
  const stored = { ...rest, points: whole(part.points) };
  return trimmed ? { ...stored, trimmed: { points: whole(trimmed.points), by: trimmed.by } } : stored;
}

function readExplanation(part: Stored<PurchaseExplanation>): PurchaseExplanation {
  const { trimmed, ...rest } = part;
  const read = { ...rest, points: BigInt(part.points) };
  return trimmed ? { ...read, trimmed: { points: BigInt(trimmed.points), by: trimmed.by } } : read;
}
