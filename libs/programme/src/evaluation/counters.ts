import type { Instant } from '../purchase.js';
import type { CounterMove } from './award.js';
import type { OfferCount, VisitCount } from './evaluation.js';
import type { CountedVisit, Counters } from './standing.js';

/** So many purchases without a bonus are remembered for an offer; the greatest n needs one less. */
const WAITING_MAX = 100;

/** What a purchase or a return changes in the counters of a Member, or of a budget. */
export interface CounterChange {
  readonly moves: readonly CounterMove[];
  /** Purchases that wait to be one of several. */
  readonly waiting: readonly OfferVisit[];
  /** Purchases that no longer do: they have counted for a bonus, or went back. */
  readonly settled: readonly { readonly offer: string; readonly purchase: string }[];
}

export interface OfferVisit extends CountedVisit {
  readonly offer: string;
}

export interface CountedPurchase {
  /** `pur_…` */
  readonly purchase: string;
  readonly at: Instant;
}

/** What an evaluated Purchase changes. */
export function counted(
  { counts = [], visits = [] }: Countings<unknown>,
  { purchase, at }: CountedPurchase,
): CounterChange {
  const fired = counts.filter(({ qualifiedBy }) => qualifiedBy.length > 0);
  return {
    moves: counts.flatMap(({ moves }) => moves),
    waiting: visits
      .filter(({ offer }) => !fired.some((count) => count.offer === offer))
      .map(({ offer }) => ({ offer, purchase, at })),
    settled: fired.flatMap(({ offer, qualifiedBy }) => qualifiedBy.map((each) => ({ offer, purchase: each.purchase }))),
  };
}

/** What the offers of a Purchase counted. */
interface Countings<Lot> {
  readonly counts?: readonly OfferCount<Lot>[];
  readonly visits?: readonly VisitCount[];
}

/** What of a Purchase is gone: at one moment, as its own stream says. */
export interface Gone<Lot> {
  /** Points of a Lot that a line carried, and how many of them are gone. */
  points(lot: Lot, line: string): { readonly carried: bigint; readonly gone: bigint };
  /** Whether nothing of a line is left. */
  isGone(line: string): boolean;
  /** Bonuses that went back whole because a purchase that had qualified them did. */
  readonly withdrawn: ReadonlySet<string>;
}

/**
 * What a return frees for later purchases (rule 19): each offer's points go as the points of its lines do. It is the
 * difference of two moments, so that over any sequence of returns all is freed once.
 */
export function freed<Lot>(
  countings: Countings<Lot>,
  { purchase, at }: CountedPurchase,
  { before, after }: { readonly before: Gone<Lot>; readonly after: Gone<Lot> },
): CounterChange {
  const { counts = [], visits = [] } = countings;
  const moves: CounterMove[] = [];
  const waiting: OfferVisit[] = [];
  for (const count of counts) {
    const whole = count.lines.reduce((sum, { points }) => sum + points, 0n);
    const [was, is] = [goneOf(count, countings, before), goneOf(count, countings, after)];
    const isEmptied = is === whole && was < whole;
    for (const move of count.moves) {
      const points = isUse(move) ? (isEmptied ? -1n : 0n) : was - is;
      if (points !== 0n) moves.push({ ...move, points });
    }
    if (!isEmptied) continue;
    // A bonus that is gone no longer needs the purchases that qualified it; this one may count for another, too.
    for (const visit of count.qualifiedBy) waiting.push({ offer: count.offer, ...visit });
    const own = visits.find((visit) => visit.offer === count.offer);
    if (own && !isOver(own, after)) waiting.push({ offer: count.offer, purchase, at });
  }
  return { moves, waiting, settled: visitsLost({ visits }, { before, after }).map((offer) => ({ offer, purchase })) };
}

/** The offers for which this was one of several purchases, and is not any more: nothing of its lines is left. */
export function visitsLost<Lot>(
  { visits = [] }: Countings<Lot>,
  { before, after }: { readonly before: Gone<Lot>; readonly after: Gone<Lot> },
): readonly string[] {
  return visits.filter((visit) => isOver(visit, after) && !isOver(visit, before)).map(({ offer }) => offer);
}

/**
 * How many points of one offer are gone: the same share of them as of the line's points in their Lot, rounded down. What
 * was withdrawn is taken out of both first, since it did not go with units.
 */
export function goneOf<Lot>(count: OfferCount<Lot>, { counts = [] }: Countings<Lot>, gone: Gone<Lot>): bigint {
  const isWithdrawn = gone.withdrawn.has(count.offer);
  let sum = 0n;
  for (const { line, points } of count.lines)
    sum += isWithdrawn ? points : partGone(points, { count, counts, line }, gone);
  return sum;
}

/** What a line still carries of an offer. */
export function leftOf<Lot>(
  count: OfferCount<Lot>,
  { counts = [] }: Countings<Lot>,
  gone: Gone<Lot>,
): OfferCount<Lot>['lines'] {
  return count.lines.map(({ line, points }) => ({
    line,
    points: points - partGone(points, { count, counts, line }, gone),
  }));
}

function partGone<Lot>(
  points: bigint,
  { count, counts, line }: { count: OfferCount<Lot>; counts: readonly OfferCount<Lot>[]; line: string },
  gone: Gone<Lot>,
): bigint {
  if (count.lot === null) return 0n;
  const all = gone.points(count.lot, line);
  let withdrawn = 0n;
  for (const other of counts) {
    if (other === count || other.lot !== count.lot || !gone.withdrawn.has(other.offer)) continue;
    withdrawn += other.lines.find((each) => each.line === line)?.points ?? 0n;
  }
  const carried = all.carried - withdrawn;
  return carried === 0n ? 0n : (points * (all.gone - withdrawn)) / carried;
}

function isOver<Lot>({ lines }: VisitCount, gone: Gone<Lot>): boolean {
  return lines.every((line) => gone.isGone(line));
}

function isUse({ counter }: CounterMove): boolean {
  return counter.startsWith('uses/');
}

/** Whether a counter is all members' together, and none of theirs. */
export function isBudget({ counter }: Pick<CounterMove, 'counter'>): boolean {
  return counter.startsWith('budget/');
}

export function changesNothing({ moves, waiting, settled }: CounterChange): boolean {
  return moves.length === 0 && waiting.length === 0 && settled.length === 0;
}

/** The counters after a change; those before it stay as they are. */
export function applyChange(counters: Counters, { moves, waiting, settled }: CounterChange): Counters {
  const given = new Map(counters.given);
  for (const move of moves) given.set(move.counter, moved(given.get(move.counter), move));
  if (waiting.length === 0 && settled.length === 0) return { given, visits: counters.visits };

  const visits = new Map(counters.visits);
  for (const { offer, purchase } of settled) {
    visits.set(
      offer,
      (visits.get(offer) ?? []).filter((visit) => visit.purchase !== purchase),
    );
  }
  for (const { offer, purchase, at } of waiting) {
    visits.set(offer, [...(visits.get(offer) ?? []), { purchase, at }].slice(-WAITING_MAX));
  }
  return { given, visits };
}

function moved(windows: ReadonlyMap<string, bigint> = new Map(), { window, points }: CounterMove) {
  return new Map(windows).set(window, (windows.get(window) ?? 0n) + points);
}
