import type { Points } from './nouns.js';

/** Quantities in millionths, money in minor units. */
export type Micro = bigint;
export type Minor = bigint;

/**
 * What a Line carries in one Lot, and what of it was given back. Kept in closed form: the first k units of a quantity q
 * carry ⌈points·k ÷ q⌉, whole units and weighed goods alike, so any sequence of partial Returns sums exactly to what
 * was earned, and a line of 80,000 units costs what a line of one costs.
 */
export interface LineShare {
  readonly issued: { readonly points: Points; readonly amount: Minor };
  /** What the units below are counted from: all of the line, until money alone is given back. */
  readonly points: Points;
  readonly quantity: Micro;
  /** Of `quantity`. */
  readonly returned: Micro;
  /** Money given back without units, so far. */
  readonly moneyBack: Minor;
}

export interface GivenBack {
  readonly points: Points;
  /** What the line carries afterwards. */
  readonly share: LineShare;
}

export function lineShare(line: { points: Points; quantity: Micro; amount: Minor }): LineShare {
  const { points, quantity, amount } = line;
  return { issued: { points, amount }, points, quantity, returned: 0n, moneyBack: 0n };
}

/** What the first k of q units carry. */
export function pointsOfFirst(k: Micro, { points, quantity }: { points: Points; quantity: Micro }): Points {
  return quantity <= 0n ? 0n : ceiling(points * k, quantity);
}

/** The units after the first `from`, up to the first `to`. */
export function pointsOfUnits(
  { from, to }: { from: Micro; to: Micro },
  line: { points: Points; quantity: Micro },
): Points {
  return pointsOfFirst(to, line) - pointsOfFirst(from, line);
}

/** What the next units of the line carry, and the line without them. More units than are left is the caller's error. */
export function returnUnits(share: LineShare, quantity: Micro): GivenBack {
  const returned = share.returned + quantity;
  if (quantity < 0n || returned > share.quantity) {
    throw new RangeError(`${quantity} millionths cannot be returned: ${share.quantity - share.returned} are left`);
  }
  return { points: pointsOfUnits({ from: share.returned, to: returned }, share), share: { ...share, returned } };
}

/**
 * Money given back without units takes its share of the line's points, as the line was issued; the units that are left
 * carry the rest, counted anew.
 */
export function returnMoney(share: LineShare, amount: Minor): GivenBack {
  const { issued } = share;
  const moneyBack = share.moneyBack + amount;
  if (amount < 0n || moneyBack > issued.amount) {
    throw new RangeError(`${amount} cannot be given back: ${issued.amount - share.moneyBack} are left`);
  }
  const wanted = shareOfMoney(moneyBack, issued) - shareOfMoney(share.moneyBack, issued);
  const left = pointsLeft(share);
  const points = wanted < left ? wanted : left;
  const rest = { points: left - points, quantity: share.quantity - share.returned, returned: 0n };
  return { points, share: { ...share, ...rest, moneyBack } };
}

export function pointsLeft(share: LineShare): Points {
  return share.points - pointsOfFirst(share.returned, share);
}

/** Divides a whole by weights: exact shares rounded down, and one more to the largest remainders, ties in order. */
export function divide(whole: Points, weights: readonly bigint[]): Points[] {
  const sum = weights.reduce((total, weight) => total + weight, 0n);
  if (sum === 0n) return weights.map(() => 0n);
  const shares = weights.map((weight) => (whole * weight) / sum);
  const left = Number(whole - shares.reduce((total, share) => total + share, 0n));
  const remainders = weights.map((weight, at) => ({ at, remainder: (whole * weight) % sum }));
  // The sort is stable: ties stay in order.
  remainders.sort((one, other) => Number(other.remainder - one.remainder));
  for (const { at } of remainders.slice(0, left)) shares[at] = (shares[at] ?? 0n) + 1n;
  return shares;
}

function shareOfMoney(amount: Minor, issued: LineShare['issued']): Points {
  return issued.amount === 0n ? 0n : ceiling(issued.points * amount, issued.amount);
}

function ceiling(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}
