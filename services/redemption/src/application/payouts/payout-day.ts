import { parseDate, windowKey, windowSpan } from '@loyalty/programme';
import { reject, type Rejected } from '../../domain/rejections.js';
import type { RedemptionPorts } from '../ports.js';
import type { PayoutRow } from './payout-row.js';

const DAY_MS = 86_400_000;
/** Zones are at most so far from UTC, so noon of a day is in the day before, itself, or the day after. */
const NOON_MS = DAY_MS / 2;

/** What of a programme was handed to the provider on one day by its own clocks, as it stands now. */
export async function payoutsOfDay(
  { programme: id, day }: { readonly programme: string; readonly day: string },
  ports: RedemptionPorts,
): Promise<readonly PayoutRow[] | Rejected> {
  const { payouts } = ports;
  if (!payouts) return reject({ reason: 'not_provided', missing: ['payouts'] });
  const programme = (await ports.programmes()).find((each) => each.id === id);
  if (!programme) return reject({ reason: 'programme_not_found', programme: id });
  const span = spanOf(day, programme.timeZone);
  return span ? payouts.index.sentBetween(id, span.from, span.until) : [];
}

/**
 * From its first instant until the one at which it is over; undefined where its clocks left it out, as Samoa did 2011-12-30.
 * @throws RangeError where it is no day of the calendar
 */
export function spanOf(day: string, timeZone: string): { readonly from: number; readonly until: number } | undefined {
  if (!parseDate(day)) throw new RangeError(`${day} is no day`);
  const noon = Date.parse(`${day}T00:00:00Z`) + NOON_MS;
  const at = [noon, noon - DAY_MS, noon + DAY_MS].find((each) => windowKey(each, 'day', timeZone) === day);
  return at === undefined ? undefined : windowSpan(at, 'day', timeZone);
}
