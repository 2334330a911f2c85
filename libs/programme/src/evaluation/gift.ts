import type { Effect, Offer } from '../offer.js';
import { divide } from '../money/rounding.js';
import type { BaseRule } from '../programme.js';
import type { Minor } from '../purchase.js';
import type { Basket, Looked } from './basket.js';
import { qualifiedBy } from './every-nth.js';
import type { Occasion } from './occasion.js';
import type { CountedVisit } from './standing.js';
import { RunningTotal, type Multiplied } from './running-total.js';

/** What an offer would give before its bounds. */
export interface Gift {
  readonly points: bigint;
  readonly looked: Looked;
  readonly weights: readonly bigint[];
  readonly multiplied: Multiplied | null;
  readonly qualifiedBy: readonly CountedVisit[] | null;
  /** Before its bounds, nothing is. */
  readonly trimmed: null;
}

/** Why an offer whose conditions hold gives nothing. */
export type NoGift = 'lines' | 'spentAtLeast' | 'everyNth';

/** What the offers of one evaluation share. */
export class Giving {
  private readonly totals: { readonly rule: BaseRule; readonly total: RunningTotal }[] = [];

  constructor(
    private readonly occasion: Occasion,
    private readonly basket: Basket,
  ) {}

  give(offer: Offer): Gift | NoGift {
    const { effect } = offer;
    const looked = this.basket.offer(offer, effect.kind === 'multiply' ? baseBasis(offer) : effect.basis);
    if (looked.lines.length === 0) return 'lines';

    switch (effect.kind) {
      case 'multiply': {
        const multiplied = this.totalOf(offer).multiply(effect, looked);
        return {
          points: multiplied.points,
          looked,
          weights: multiplied.weights,
          multiplied,
          qualifiedBy: null,
          trimmed: null,
        };
      }
      case 'per-amount': {
        const { numerator, denominator } = this.occasion.currency;
        const points = divide(looked.sum * effect.points * numerator, effect.per * denominator, effect.rounding);
        return { points, looked, weights: looked.money, multiplied: null, qualifiedBy: null, trimmed: null };
      }
      case 'per-units':
        return this.perUnits(effect, looked);
      case 'visit':
        return {
          points: effect.points,
          looked,
          weights: looked.money,
          multiplied: null,
          qualifiedBy: null,
          trimmed: null,
        };
      case 'threshold':
        if (!this.isAtLeast(looked.sum, effect.spentAtLeast)) return 'spentAtLeast';
        return {
          points: effect.points,
          looked,
          weights: looked.money,
          multiplied: null,
          qualifiedBy: null,
          trimmed: null,
        };
      case 'every-nth': {
        if (effect.spentAtLeast !== null && !this.isAtLeast(looked.sum, effect.spentAtLeast)) return 'spentAtLeast';
        const qualified = qualifiedBy(offer, effect, this.occasion);
        if (!qualified) return 'everyNth';
        return {
          points: effect.points,
          looked,
          weights: looked.money,
          multiplied: null,
          qualifiedBy: qualified,
          trimmed: null,
        };
      }
      default:
        return effect satisfies never;
    }
  }

  private perUnits(effect: Extract<Effect, { kind: 'per-units' }>, looked: Looked): Gift {
    const { lines } = this.occasion.purchase;
    const weights = looked.lines.map((line) => lines[line]?.quantity ?? 0n);
    let quantity = 0n;
    for (const weight of weights) quantity += weight;
    const points = divide(quantity * effect.points, effect.units, effect.rounding);
    return { points, looked, weights, multiplied: null, qualifiedBy: null, trimmed: null };
  }

  private isAtLeast(sum: Minor, bound: Minor): boolean {
    const { numerator, denominator, rate } = this.occasion.currency;
    // Most purchases are in the main currency, and a chain has many thresholds.
    return rate === '1' && numerator === denominator ? sum >= bound : sum * numerator >= bound * denominator;
  }

  /** What is given counts for the multipliers after it. */
  take({ base }: Offer, { multiplied }: Gift): void {
    if (!multiplied) return;
    for (const { rule, total } of this.totals) if (rule === base) total.take(multiplied);
  }

  private totalOf({ base }: Offer): RunningTotal {
    if (!base) throw new Error('A multiplier of a wallet that has no base rule.');
    for (const each of this.totals) if (each.rule === base) return each.total;
    const total = new RunningTotal(base, this.occasion.currency, this.basket.base(base));
    this.totals.push({ rule: base, total });
    return total;
  }
}

export function baseBasis({ base }: Offer) {
  if (!base) throw new Error('A multiplier of a wallet that has no base rule.');
  return base.basis;
}
