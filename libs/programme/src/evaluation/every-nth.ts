import { calendarShift } from '../calendar/calendar-shift.js';
import { windowKey } from '../calendar/window-key.js';
import type { EveryNth, Offer } from '../offer.js';
import type { Instant } from '../purchase.js';
import { zoneOf } from './local-clock.js';
import type { Occasion } from './occasion.js';
import type { CountedVisit } from './standing.js';

/**
 * The purchases that make this one the n-th: the earliest of those that have counted for no bonus yet and lie in the
 * period, none of them after this one. Undefined where they are too few: then this one waits with them.
 */
export function qualifiedBy(offer: Offer, effect: EveryNth, occasion: Occasion): readonly CountedVisit[] | undefined {
  const near = countedNear(offer, effect, occasion);
  const others = effect.nth - 1;
  if (near.length < others) return undefined;
  return near.toSorted((one, other) => one.at - other.at).slice(0, others);
}

/** The purchases that have counted for no bonus yet and lie in the period of this one. */
export function countedNear(offer: Offer, effect: EveryNth, occasion: Occasion): readonly CountedVisit[] {
  const waiting = occasion.standing.counters.visits.get(offer.id) ?? [];
  return waiting.filter(({ at }) => isWithin(effect, { at, timeZone: offer.wallet.timeZone }, occasion));
}

function isWithin(
  { within }: EveryNth,
  { at, timeZone }: { readonly at: Instant; readonly timeZone: string },
  occasion: Occasion,
): boolean {
  const { occurredAt, store } = occasion.purchase;
  if (at > occurredAt) return false;
  if ('period' in within) {
    // By the clocks of this purchase's store (rule 14): a visit does not remember its own.
    const zone = occasion.standing.periodsOf === 'programme' ? timeZone : zoneOf(occasion.programme, store);
    const day = (instant: Instant) => windowKey(instant, within.period, zone);
    return day(at) === day(occurredAt);
  }
  return calendarShift(within.rule, timeZone)(at) > occurredAt;
}
