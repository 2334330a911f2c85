import type { Instant } from '../purchase.js';
import type { CounterMove } from './award.js';
import type { Evaluation, OfferCount, VisitCount } from './evaluation.js';
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
  { counts = [], visits = [] }: Pick<Evaluation, 'counts' | 'visits'>,
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

/** What of a Purchase went back: before this return, and with it. */
export interface Gone {
  /** Points of a Lot, by its position, that a line carried, and how many of them are gone. */
  points(lot: number, line: string): { readonly carried: bigint; readonly before: bigint; readonly after: bigint };
  /** Whether nothing of a line is left. */
  line(line: string): { readonly before: boolean; readonly after: boolean };
}

/** What a return of units frees for later purchases (rule 19): each offer's points go as the points of its lines do. */
export function freed(
  { counts = [], visits = [] }: Pick<Evaluation, 'counts' | 'visits'>,
  { purchase }: CountedPurchase,
  gone: Gone,
): CounterChange {
  const moves: CounterMove[] = [];
  const waiting: OfferVisit[] = [];
  for (const count of counts) {
    const { before, after, whole } = goneOf(count, gone);
    const isEmptied = after === whole && before < whole;
    for (const move of count.moves) {
      const points = isUse(move) ? (isEmptied ? -1n : 0n) : before - after;
      if (points !== 0n) moves.push({ ...move, points });
    }
    // A bonus that went back whole no longer needs the purchases that qualified it.
    if (isEmptied) for (const visit of count.qualifiedBy) waiting.push({ offer: count.offer, ...visit });
  }
  const settled = visits.filter((visit) => isGone(visit, gone)).map(({ offer }) => ({ offer, purchase }));
  return { moves, waiting, settled };
}

/** How many points of one offer are gone: the same share of them as of the line's points in their Lot, rounded down. */
export function goneOf({ lot, lines }: OfferCount, gone: Gone): { before: bigint; after: bigint; whole: bigint } {
  const sums = { before: 0n, after: 0n, whole: 0n };
  if (lot === null) return sums;
  for (const { line, points } of lines) {
    const { carried, before, after } = gone.points(lot, line);
    sums.before += (points * before) / carried;
    sums.after += (points * after) / carried;
    sums.whole += points;
  }
  return sums;
}

/** Whether this return took the last of a purchase that counted as one of several. */
function isGone({ lines }: VisitCount, gone: Gone): boolean {
  const states = lines.map((line) => gone.line(line));
  return states.every(({ after }) => after) && states.some(({ before }) => !before);
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
