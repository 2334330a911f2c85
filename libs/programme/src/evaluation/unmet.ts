import type { PurchaseFilter, TimeOfWeek } from '../offer.js';
import { isListed, type CodeList } from '../pattern.js';
import type { LocalClock } from './local-clock.js';
import type { Occasion } from './occasion.js';
import { isDuring } from './time-of-week.js';

/** A condition of an offer that a Purchase can fail. */
export type Condition = 'period' | 'stores' | 'channels' | 'times' | 'tiers' | 'segments' | 'birthday' | 'when';

/** The first condition that does not hold, the cheapest first; undefined where all do. */
export function unmet(only: PurchaseFilter, occasion: Occasion): Condition | undefined {
  const { purchase, standing } = occasion;
  const { occurredAt, store, channel } = purchase;
  if ((only.from !== null && occurredAt < only.from) || (only.until !== null && occurredAt >= only.until)) {
    return 'period';
  }
  if (only.stores && !isOn(only.stores, store)) return 'stores';
  if (only.channels && !isOn(only.channels, channel)) return 'channels';
  if (only.tiers && !(standing.tier !== undefined && only.tiers.has(standing.tier))) return 'tiers';
  if (only.segments && !sharesOne(only.segments, standing.segments)) return 'segments';
  if (only.birthday && standing.birthday?.has(only.birthday) !== true) return 'birthday';
  if (only.times && !isDuringOne(only.times, occasion.local)) return 'times';
  if (only.when && !only.when.holds(occasion.facts)) return 'when';
  return undefined;
}

/** Whether a store or a channel is on the list. */
export function isOn(list: CodeList, code: string | undefined): boolean {
  return code !== undefined && isListed(list, code);
}

function sharesOne(wanted: ReadonlySet<string>, found: ReadonlySet<string> | undefined): boolean {
  if (found) for (const each of found) if (wanted.has(each)) return true;
  return false;
}

function isDuringOne(times: readonly TimeOfWeek[], local: LocalClock): boolean {
  for (const time of times) if (isDuring(time, local)) return true;
  return false;
}
