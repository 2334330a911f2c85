import { divide } from '../money/rounding.js';
import type { Multiply } from '../offer.js';
import type { BaseRule, Currency } from '../programme.js';
import type { Looked } from './basket.js';

const ONE = 10_000n;

export interface Multiplied {
  readonly effect: Multiply;
  readonly looked: Looked;
  readonly points: bigint;
  /** By line: its share of what was added. */
  readonly weights: readonly bigint[];
  /** The exact and the rounded total after it, the former in `scale`-ths. */
  readonly total: bigint;
  readonly scale: bigint;
  readonly rounded: bigint;
}

interface Rate {
  readonly currency: Currency;
  readonly points: bigint;
  readonly per: bigint;
  readonly divisor: bigint;
}

/** Of the currency that was used last: the same products for every purchase. It affects cost, never meaning. */
const rates = new WeakMap<BaseRule, Rate>();

function rateOf(rule: BaseRule, currency: Currency): Rate {
  const known = rates.get(rule);
  if (known?.currency === currency) return known;
  const per = rule.per * currency.denominator;
  const rate = { currency, points: rule.points * currency.numerator, per, divisor: per * ONE };
  rates.set(rule, rate);
  return rate;
}

/**
 * The exact base earn of one wallet, and what multipliers have made of it. An offer's points are the rounded total after
 * it less the rounded total before it, so that together they are rounded once (rule 14).
 */
export class RunningTotal {
  private scale = ONE;
  private total: bigint;
  private rounded: bigint;
  private readonly points: bigint;
  private readonly per: bigint;
  /** `per` in the present scale. */
  private divisor: bigint;
  /** In order, so that a compound multiplier can be told what each line has come to. */
  private readonly before: Multiplied[] = [];

  constructor(
    private readonly rule: BaseRule,
    currency: Currency,
    private readonly base: Looked,
  ) {
    const rate = rateOf(rule, currency);
    this.total = base.sum * ONE;
    this.points = rate.points;
    this.per = rate.per;
    this.divisor = rate.divisor;
    this.rounded = base.earned ?? divide(base.sum * this.points, this.per, rule.rounding);
  }

  /** What it would add. Nothing has happened until it is taken. */
  multiply(effect: Multiply, looked: Looked): Multiplied {
    return effect.compound ? this.compound(effect, looked) : this.add(effect, looked);
  }

  take(multiplied: Multiplied): void {
    this.before.push(multiplied);
    this.total = multiplied.total;
    if (multiplied.scale !== this.scale) this.divisor = this.per * multiplied.scale;
    this.scale = multiplied.scale;
    this.rounded = multiplied.rounded;
  }

  private add(effect: Multiply, looked: Looked): Multiplied {
    const { scale } = this;
    const extra = looked.sum * (effect.factor - ONE);
    const total = this.total + (scale === ONE ? extra : (extra * scale) / ONE);
    const rounded = divide(total * this.points, this.divisor, this.rule.rounding);
    return { effect, looked, points: rounded - this.rounded, weights: looked.money, total, scale, rounded };
  }

  /** The scale becomes finer, so that nothing is rounded on the way. */
  private compound(effect: Multiply, looked: Looked): Multiplied {
    const made = this.madeByLine();
    const weights = looked.lines.map((line) => (made.get(line) ?? 0n) * (effect.factor - ONE));
    const scale = this.scale * ONE;
    let total = this.total * ONE;
    for (const weight of weights) total += weight;
    const rounded = divide(total * this.points, this.per * scale, this.rule.rounding);
    return { effect, looked, points: rounded - this.rounded, weights, total, scale, rounded };
  }

  /** By position in the purchase, in the present scale: money times all that multiplied it. */
  private madeByLine(): ReadonlyMap<number, bigint> {
    const made = new Map<number, bigint>();
    let scale = ONE;
    this.base.lines.forEach((line, at) => made.set(line, (this.base.money[at] ?? 0n) * ONE));
    for (const { effect, looked, weights } of this.before) {
      const grown = effect.compound ? ONE : 1n;
      if (effect.compound) for (const [line, each] of made) made.set(line, each * grown);
      looked.lines.forEach((line, at) => {
        const weight = weights[at] ?? 0n;
        const added = effect.compound ? weight : (weight * (effect.factor - ONE) * scale) / ONE;
        made.set(line, (made.get(line) ?? 0n) + added);
      });
      scale *= grown;
    }
    return made;
  }
}
