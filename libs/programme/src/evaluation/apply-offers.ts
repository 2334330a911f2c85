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

interface Candidate {
  readonly offer: Offer;
  readonly gift: Gift;
  readonly given: Trimmed;
}

export interface Applied {
  readonly awards: readonly Award[];
  /** For which offers this purchase is one of several. */
  readonly visits: readonly VisitCount[];
}

/** All offers, multipliers first, each seeing what those before it have given. */
export function applyOffers(occasion: Occasion, basket: Basket, tally: Tally): Applied {
  const giving = new Giving(occasion, basket);
  const awards: Award[] = [];
  const visits: VisitCount[] = [];
  for (const step of stepsFor(occasion.programme, occasion.purchase)) {
    let best: Candidate | undefined;
    for (const offer of step) {
      if (isPaused(offer, occasion.standing) || unmet(offer.only, occasion)) continue;
      const gift = giving.give(offer);
      // Whether or not it is the n-th, and whether or not another offer of the group gives more: it counts as one.
      if (gift === 'everyNth' || (typeof gift === 'object' && gift.qualifiedBy))
        visits.push(visitOf(offer, basket, occasion));
      if (typeof gift === 'string') continue;
      const given =
        offer.limits.length === 0 ? { points: gift.points, trimmed: null } : tally.trim(gift.points, offer.limits);
      if (!best || given.points > best.given.points) best = { offer, gift, given };
    }
    if (!best) continue;
    giving.take(best.offer, best.gift);
    awards.push(award(best, occasion, tally));
  }
  return { awards, visits };
}

function visitOf(offer: Offer, basket: Basket, { purchase }: Occasion): VisitCount {
  if (offer.effect.kind === 'multiply') throw new Error('A multiplier counts no purchases.');
  return { offer: offer.id, lines: basket.offer(offer, offer.effect.basis).names(purchase) };
}

function award({ offer, gift, given }: Candidate, occasion: Occasion, tally: Tally): Award {
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
