import { divide } from '../money/rounding.js';
import { payable } from '../money/totals.js';
import type { PointsRate } from '../pay-with-points.js';
import type { Programme } from '../programme.js';
import type { Minor, Purchase } from '../purchase.js';
import { isEligible } from './eligibility.js';

const SHARE_WHOLE = 10_000n;

/** For whom and in what points would be spent. */
export interface RateAsked {
  readonly wallet: string;
  readonly currency: string;
  /** Of the member, where one is known. */
  readonly tier?: string | undefined;
}

/** What points of a wallet are worth now; undefined where they pay nothing in this currency. */
export function pointsRate(
  { payWithPoints }: Programme,
  { wallet, currency, tier }: RateAsked,
): PointsRate | undefined {
  const paying = payWithPoints?.wallets.get(wallet);
  if (!payWithPoints || !paying) return undefined;
  const ofTier = tier === undefined ? undefined : paying.tiers.get(tier)?.get(currency);
  const amount = ofTier ?? paying.pay.get(currency);
  return amount === undefined
    ? undefined
    : { points: paying.points, amount, currency, rounding: payWithPoints.rounding };
}

/** In minor units of the rate's currency. */
export function worthOf(points: bigint, rate: PointsRate): Minor {
  return divide(points * rate.amount, rate.points, rate.rounding);
}

/** What of an order points may pay. */
export interface PayableWithPoints {
  /** By line, in order: what it costs, or nothing where points may not pay for it. */
  readonly lines: readonly Minor[];
  readonly payable: Minor;
  /** Of that the greatest part that points may pay, rounded down. */
  readonly most: Minor;
}

export function payableWithPoints(programme: Programme, purchase: Purchase): PayableWithPoints {
  const lines = pointsWeights(programme, purchase);
  const payable = lines.reduce((sum, line) => sum + line, 0n);
  const shareMax = programme.payWithPoints?.shareMax ?? SHARE_WHOLE;
  return { lines, payable, most: (payable * shareMax) / SHARE_WHOLE };
}

/** What points pay is spread by what each line costs, over those that they may pay for. */
export function pointsWeights(
  { payWithPoints, currencies }: Pick<Programme, 'payWithPoints' | 'currencies'>,
  purchase: Purchase,
): readonly Minor[] {
  const currency = currencies.get(purchase.currency);
  return purchase.lines.map((line) => {
    if (payWithPoints && !(currency && isEligible(payWithPoints.lines, line, currency))) return 0n;
    return payable(line, purchase.taxIncluded);
  });
}

/** How many points can pay now, or why none can. */
export type Payable =
  | { readonly points: bigint; readonly amount: Minor }
  | { readonly reason: NotPayable; readonly found: bigint; readonly needed: bigint };

/**
 * `nothing_payable`: of this order points may pay `found`, and the least that they can pay is `needed` (minor units).
 * `points_below_minimum`: `found` points are there, and `needed` is the fewest that can pay.
 */
export type NotPayable = 'nothing_payable' | 'points_below_minimum';

export interface Paying {
  readonly wallet: string;
  readonly rate: PointsRate;
  readonly available: bigint;
  readonly most: Minor;
}

/**
 * The most that points can pay, and the fewest points that pay as much: none is spent for what rounding takes away. What
 * points are worth never falls as they become more, so halving finds it.
 */
export function mostPayable({ payWithPoints }: Programme, { wallet, rate, available, most }: Paying): Payable {
  const { minimum = 1n, step = 1n } = payWithPoints?.wallets.get(wallet) ?? {};
  const least = leastSteps({ minimum, step });
  const worth = (steps: bigint) => worthOf(steps * step, rate);
  if (available < least * step) return { reason: 'points_below_minimum', found: available, needed: least * step };
  const steps = last(available / step, (each) => worth(each) <= most);
  const amount = worth(steps);
  if (steps < least || amount === 0n) {
    const needed = worth(least) > 0n ? worth(least) : 1n;
    return { reason: 'nothing_payable', found: most, needed };
  }
  const fewest = last(steps, (each) => worth(each) < amount) + 1n;
  return { points: (fewest > least ? fewest : least) * step, amount };
}

/** Whether so many points can be spent at once; undefined where they can. */
export function refusedPoints(
  { payWithPoints }: Programme,
  { wallet, points }: { readonly wallet: string; readonly points: bigint },
): { readonly reason: 'points_below_minimum' | 'points_not_in_steps'; readonly needed: bigint } | undefined {
  const { minimum = 1n, step = 1n } = payWithPoints?.wallets.get(wallet) ?? {};
  if (points < minimum) return { reason: 'points_below_minimum', needed: leastSteps({ minimum, step }) * step };
  return points % step === 0n ? undefined : { reason: 'points_not_in_steps', needed: step };
}

const leastSteps = ({ minimum, step }: { readonly minimum: bigint; readonly step: bigint }) =>
  divide(minimum, step, 'up');

/** The last of 0 … `until` of which it holds; it holds of those before the last, and of 0 at least is taken. */
function last(until: bigint, holds: (steps: bigint) => boolean): bigint {
  let [low, high] = [0n, until];
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (holds(middle)) low = middle;
    else high = middle - 1n;
  }
  return low;
}
