import type { ReturnedLine } from '@loyalty/contracts';
import { pointsOfFirst } from '@loyalty/ledger';
import { paysFor, returnedLine } from './paid-with-points.js';
import { NOTHING_GIVEN_BACK, type GivenBack } from '../purchase-state.js';

/** What a line carries: units, money, and points in each of the Purchase's Lots. */
export interface LineLoad {
  readonly line: string;
  readonly quantity: bigint;
  /** What it costs. */
  readonly amount: bigint;
  /** Points by lot; where points paid for it, also what did (`paid-with-points.ts`). */
  readonly lots: ReadonlyMap<string, bigint>;
}

/**
 * The next units of a line, by rule 6: of q units that carry P together the first k carry ⌈P·k ÷ q⌉, and money goes back
 * by the same measure. The caller has seen that so many are left. What has gone back is taken from the log, never
 * computed again.
 */
export function takeUnits(load: LineLoad, before: GivenBack = NOTHING_GIVEN_BACK, quantity: bigint): ReturnedLine {
  const left = load.quantity - before.since.quantity;
  const until = before.quantity + quantity - before.since.quantity;
  const take = (carried: bigint, since: bigint, taken: bigint) =>
    since + pointsOfFirst(until, { points: carried - since, quantity: left }) - taken;

  const amount = take(load.amount, before.since.amount, before.amount);
  const lots = [...load.lots].map(([lot, points]) => ({
    lot,
    points: take(points, before.since.lots.get(lot) ?? 0n, before.lots.get(lot) ?? 0n),
  }));
  return returnedLine({ line: load.line, quantity, amount }, lots);
}

/** Money alone takes its share of the line's points, never more than is left; later units take the rest. */
export function takeMoney(load: LineLoad, before: GivenBack = NOTHING_GIVEN_BACK, amount: bigint): ReturnedLine {
  const isAll = before.amount + amount === load.amount;
  const lots = [...load.lots].map(([lot, points]) => {
    const share = (alone: bigint) => pointsOfFirst(alone, { points, quantity: load.amount });
    const due = share(before.amountAlone + amount) - share(before.amountAlone);
    const left = points - (before.lots.get(lot) ?? 0n);
    // All of the money takes all that had paid for it, also where rounding had left a part of that to units to come.
    return { lot, points: due < left && !(isAll && paysFor(lot)) ? due : left };
  });
  return returnedLine({ line: load.line, quantity: 0n, amount }, lots);
}

/** All that is left of a line; undefined when nothing is. */
export function takeRest(load: LineLoad, before: GivenBack = NOTHING_GIVEN_BACK): ReturnedLine | undefined {
  const quantity = load.quantity - before.quantity;
  const amount = load.amount - before.amount;
  const lots = [...load.lots].map(([lot, points]) => ({ lot, points: points - (before.lots.get(lot) ?? 0n) }));
  if (quantity === 0n && amount === 0n && lots.every(({ points }) => points === 0n)) return undefined;
  return returnedLine({ line: load.line, quantity, amount }, lots);
}

/** What units and money that went back before anyone had earned with them would have taken. */
export function pointsAlreadyReturned(load: LineLoad, before: GivenBack): ReadonlyMap<string, bigint> {
  const taken = new Map<string, bigint>();
  for (const [lot, points] of load.lots) {
    const byUnits = pointsOfFirst(before.quantity, { points, quantity: load.quantity });
    const byMoney = pointsOfFirst(before.amountAlone, { points, quantity: load.amount });
    const sum = byUnits + byMoney;
    taken.set(lot, sum < points ? sum : points);
  }
  return taken;
}
