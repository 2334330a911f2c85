import type { ActionOffer } from '../action-offer.js';
import type { Programme } from '../programme.js';
import type { Instant, Purchase } from '../purchase.js';
import type { EarnedLot, Evaluation, Explanation, OfferCount } from './evaluation.js';
import { termsAt } from '../terms/terms-at.js';
import { Occasion } from './occasion.js';
import { NO_STANDING, type Standing } from './standing.js';
import { Tally } from './tally.js';

/** Something that a member did, or that happened to one. */
export interface ReportedAction {
  readonly action: string;
  readonly occurredAt: Instant;
  /** Where it was done; its clocks say what day it was. */
  readonly store?: string;
}

/**
 * What an action earns: every offer that is for it, in declared order, each after its bounds. Its lots are on no line, since
 * there is nothing that could be returned.
 */
export function evaluateAction(
  programme: Programme,
  version: number,
  reported: ReportedAction,
  standing: Standing = NO_STANDING,
): Evaluation {
  const offers = programme.actions.filter((offer) => isFor(offer, reported));
  return give(offers, { programme, version, reported, standing });
}

interface Reported {
  readonly programme: Programme;
  readonly version: number;
  readonly reported: ReportedAction;
  readonly standing: Standing;
}

/** What these give to one Member, one after the other, each after its bounds. */
export function give(offers: readonly ActionOffer[], { programme, version, reported, standing }: Reported): Evaluation {
  const tally = new Tally(occasionOf(programme, reported, standing));
  const lots: EarnedLot[] = [];
  const explanation: Explanation[] = [];
  const counts: OfferCount[] = [];
  for (const offer of offers) {
    const { points, trimmed } = tally.trim(offer.points, offer.limits);
    const moves = tally.count(points, offer.limits);
    const told = { offer: offer.id, version, wallet: offer.wallet.id, points, lines: [], text: offer.text };
    explanation.push(trimmed ? { ...told, trimmed } : told);
    if (points === 0n) continue;
    const lot = { wallet: offer.wallet.id, points, ...termsAt(offer.terms, reported.occurredAt), lines: [] };
    lots.push(offer.partner === null ? lot : { ...lot, partner: offer.partner });
    if (moves.length > 0) counts.push({ offer: offer.id, lot: lots.length - 1, moves, qualifiedBy: [], lines: [] });
  }
  return { lots, explanation, ...(counts.length > 0 && { counts }) };
}

function isFor({ on, from, until }: ActionOffer, { action, occurredAt }: ReportedAction): boolean {
  return on === action && (from === null || occurredAt >= from) && (until === null || occurredAt < until);
}

/** An action is seen as a purchase of nothing: it has a time and a place. */
function occasionOf(programme: Programme, { occurredAt, store }: ReportedAction, standing: Standing): Occasion {
  const currency = programme.currencies.get(programme.currency);
  if (!currency) throw new Error('A programme without its main currency.');
  const nothing: Purchase = {
    occurredAt,
    currency: currency.code,
    taxIncluded: true,
    lines: [],
    payments: [],
    ...(store !== undefined && { store }),
  };
  return new Occasion(programme, nothing, currency, standing);
}
