import { spread } from '../money/spread.js';
import type { BaseRule, Currency, Programme } from '../programme.js';
import type { Purchase } from '../purchase.js';
import { applyOffers } from './apply-offers.js';
import type { Award } from './award.js';
import { basePoints } from './base-rule.js';
import { Basket } from './basket.js';
import type { Evaluation, Explanation, OfferCount } from './evaluation.js';
import { issue } from './issue.js';
import { Occasion } from './occasion.js';
import { NO_STANDING, type Standing } from './standing.js';
import { Tally } from './tally.js';

/**
 * What a Purchase earns by this version of a Programme, exactly and with its reasons. Same document, same Purchase, same
 * Standing: same answer for ever. Whoever asks has refused currencies that the Programme does not take.
 */
export function evaluate(
  programme: Programme,
  version: number,
  purchase: Purchase,
  standing: Standing = NO_STANDING,
): Evaluation {
  const currency = programme.currencies.get(purchase.currency);
  if (!currency) throw new Error(`${programme.id} was to evaluate ${purchase.currency}, which it does not take.`);
  const occasion = new Occasion(programme, purchase, currency, standing);
  const basket = new Basket(occasion);
  const tally = new Tally(occasion);

  const awards: Award[] = [];
  for (const rule of programme.baseRules) {
    const award = applyBaseRule(rule, { basket, tally, purchase, currency });
    if (award) awards.push(award);
  }
  const visits = programme.offers.length === 0 ? NONE : applyOffers(occasion, { basket, tally, awards });

  const { lots, lotOf } = issue(awards, purchase, standing.heldUntil);
  const evaluation = { lots, explanation: awards.map((award) => explain(award, version, occasion)) };
  const counts = countsOf(awards, lotOf, purchase);
  if (counts.length === 0 && visits.length === 0) return evaluation;
  return { ...evaluation, ...(counts.length > 0 && { counts }), ...(visits.length > 0 && { visits }) };
}

interface Around {
  readonly basket: Basket;
  readonly tally: Tally;
  readonly purchase: Purchase;
  readonly currency: Currency;
}

function applyBaseRule(rule: BaseRule, { basket, tally, purchase, currency }: Around): Award | undefined {
  const looked = basket.base(rule);
  if (looked.lines.length === 0) return undefined;
  const exact = basePoints(rule, looked.sum, currency);
  looked.earned = exact;
  const given = rule.limits ? tally.trim(exact, rule.limits) : { points: exact, trimmed: null };
  const moves = rule.limits ? tally.count(given.points, rule.limits) : NONE;
  return {
    offer: rule.id,
    terms: rule.wallet,
    partner: null,
    points: given.points,
    looked,
    parts: spread(given.points, looked.money),
    text: rule.texts.get(purchase.currency) ?? '',
    multiplier: null,
    trimmed: given.trimmed,
    counted: moves.length > 0 ? { moves, qualifiedBy: NONE } : null,
    seen: null,
  };
}

const NONE: readonly never[] = [];

function explain(award: Award, version: number, { purchase, currency }: Occasion): Explanation {
  const { looked, multiplier, trimmed, counted, seen } = award;
  const explanation: Writable<Explanation> = {
    offer: award.offer,
    version,
    wallet: award.terms.id,
    points: award.points,
    basis: looked.basis(currency),
    lines: looked.names(purchase),
    text: award.text,
  };
  // Set one by one: copying an object to add a field costs more than all of the arithmetic.
  if (multiplier !== null) explanation.multiplier = multiplier;
  if (trimmed) explanation.trimmed = trimmed;
  if (counted && counted.qualifiedBy.length > 0) {
    explanation.qualifiedBy = counted.qualifiedBy.map(({ purchase }) => purchase);
  }
  if (seen) explanation.seen = seen;
  return explanation;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Only awards that some bound counts, or that other purchases qualified: a return must free what they moved. */
function countsOf(
  awards: readonly Award[],
  lotOf: readonly (number | null)[],
  { lines }: Purchase,
): readonly OfferCount[] {
  if (!awards.some(({ counted }) => counted)) return NONE;
  const counts: OfferCount[] = [];
  awards.forEach(({ offer, counted, looked, parts }, at) => {
    if (!counted) return;
    const carried = looked.lines.map((line, nth) => ({ line: lines[line]?.id ?? '', points: parts[nth] ?? 0n }));
    counts.push({
      offer,
      lot: lotOf[at] ?? null,
      moves: counted.moves,
      qualifiedBy: counted.qualifiedBy,
      lines: carried.filter(({ points }) => points > 0n),
    });
  });
  return counts;
}
