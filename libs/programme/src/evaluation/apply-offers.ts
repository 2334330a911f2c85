import { spread } from '../money/spread.js';
import type { Offer } from '../offer.js';
import type { Award } from './award.js';
import type { VisitCount } from './evaluation.js';
import { Giving, type Gift } from './gift.js';
import type { Basket } from './basket.js';
import type { Occasion } from './occasion.js';
import { isPaused } from './paused.js';
import { seenBy } from './seen.js';
import { stepsFor } from './steps.js';
import type { Tally, Trimmed } from './tally.js';
import { unmet } from './unmet.js';

/**
 * All offers, multipliers first, each seeing what those before it have given; their awards follow those that there are. It
 * answers for which offers this purchase is one of several.
 */
export function applyOffers(
  occasion: Occasion,
  { basket, tally, awards }: { readonly basket: Basket; readonly tally: Tally; readonly awards: Award[] },
): readonly VisitCount[] {
  const giving = new Giving(occasion, basket);
  let visits: VisitCount[] | undefined;
  for (const step of stepsFor(occasion.programme, occasion.purchase)) {
    let bestOffer: Offer | undefined;
    let bestGift: Gift | undefined;
    let bestGiven: Trimmed = NOTHING;
    for (const offer of step) {
      if (isPaused(offer, occasion.standing) || unmet(offer.only, occasion)) continue;
      const gift = giving.give(offer);
      // Whether or not it is the n-th, and whether or not another offer of the group gives more: it counts as one.
      if (gift === 'everyNth' || (typeof gift === 'object' && gift.qualifiedBy))
        (visits ??= []).push(visitOf(offer, basket, occasion));
      if (typeof gift === 'string') continue;
      // A gift says how many points, and so does what is left of it: without bounds they are one.
      const given = offer.limits.length === 0 ? gift : tally.trim(gift.points, offer.limits);
      if (bestOffer && given.points <= bestGiven.points) continue;
      bestOffer = offer;
      bestGift = gift;
      bestGiven = given;
    }
    if (!bestOffer || !bestGift) continue;
    giving.take(bestOffer, bestGift);
    awards.push(award(bestOffer, bestGift, bestGiven, { occasion, tally }));
  }
  return visits ?? NONE;
}

const NOTHING: Trimmed = { points: 0n, trimmed: null };

function visitOf(offer: Offer, basket: Basket, occasion: Occasion): VisitCount {
  if (offer.effect.kind === 'multiply') throw new Error('A multiplier counts no purchases.');
  const lines = basket.offer(offer, offer.effect.basis).names(occasion.purchase);
  const seen = seenBy(offer, occasion);
  return seen ? { offer: offer.id, lines, seen } : { offer: offer.id, lines };
}

function award(
  offer: Offer,
  gift: Gift,
  given: Trimmed,
  { occasion, tally }: { readonly occasion: Occasion; readonly tally: Tally },
): Award {
  const { looked, weights, qualifiedBy } = gift;
  const moves = offer.limits.length === 0 ? NONE : tally.count(given.points, offer.limits);
  return {
    offer: offer.id,
    terms: offer.terms,
    partner: offer.partner,
    points: given.points,
    looked,
    parts: spread(given.points, weights),
    text: offer.text,
    multiplier: offer.effect.kind === 'multiply' ? offer.effect.written : null,
    trimmed: given.trimmed,
    counted: moves.length > 0 || qualifiedBy ? { moves, qualifiedBy: qualifiedBy ?? NONE } : null,
    seen: seenBy(offer, occasion),
  };
}

const NONE: readonly never[] = [];
