import { Basket, Looked } from '../evaluation/basket.js';
import { lineBasis } from '../evaluation/basis.js';
import { spreadPointsPaid } from '../evaluation/points-paid.js';
import { eligible, isEligible } from '../evaluation/eligibility.js';
import type { Explanation } from '../evaluation/evaluation.js';
import { baseBasis } from '../evaluation/gift.js';
import { Occasion } from '../evaluation/occasion.js';
import { RunningTotal } from '../evaluation/running-total.js';
import { NO_STANDING } from '../evaluation/standing.js';
import { spread } from '../money/spread.js';
import type { Offer } from '../offer.js';
import type { BaseRule, Basis, Currency, Programme } from '../programme.js';
import type { Minor, Purchase } from '../purchase.js';
import { exactSpend } from './measures.js';

/** What one line of a Purchase counts towards tiers. */
export interface CountedLine {
  readonly line: string;
  /** Of the base rule, and of offers that say so. */
  readonly points: bigint;
  /** Exact, as in Measures. */
  readonly spend: bigint;
}

/** What counts in one wallet; tiers say whose points and whose lines they look at. */
export interface CountedLines {
  readonly wallet: string;
  readonly lines: readonly CountedLine[];
}

/** How bonuses that count go to lines: as their points did; or by money alone, which is how returns were counted at first. */
export type BonusSpread = 'as_given' | 'by_money';

/**
 * What each line of a Purchase counts: the base rule's points as they were given, after their trim, spread as they were
 * given, and the money that rule looked at. One part for each base rule that looked at anything. Bonuses count where they
 * say so (rule 12). It follows from the version that judged the Purchase and from its explanation, so a return may ask
 * for it years later.
 */
export function countedLines(
  programme: Programme,
  purchase: Purchase,
  explanation: readonly Explained[],
  spreading: BonusSpread = 'as_given',
): readonly CountedLines[] {
  const currency = programme.currencies.get(purchase.currency);
  if (!currency) throw new Error(`${programme.id} was to count ${purchase.currency}, which it does not take.`);
  const basket = new Basket(new Occasion(programme, purchase, currency, NO_STANDING));
  const parts =
    programme.baseRules.length === 0
      ? withoutBaseRule(programme, purchase, currency)
      : ofBaseRules(programme, { purchase, currency, basket, explanation });
  return programme.offers.some(({ countsTowardsTier }) => countsTowardsTier)
    ? withBonuses(parts, programme, { purchase, currency, basket, explanation, spreading })
    : parts;
}

type Explained = Pick<Explanation, 'offer' | 'wallet' | 'points' | 'lines'>;

interface Counting {
  readonly purchase: Purchase;
  readonly currency: Currency;
  readonly basket: Basket;
  readonly explanation: readonly Explained[];
}

function ofBaseRules(
  programme: Programme,
  { purchase, currency, basket, explanation }: Counting,
): readonly CountedLines[] {
  return programme.baseRules.flatMap((rule) => {
    const { lines, money } = basket.base(rule);
    const given = explanation.find(({ offer, wallet }) => offer === rule.id && wallet === rule.wallet.id);
    if (lines.length === 0 || !given) return [];
    const points = spread(given.points, money);
    const counted = lines.map((at, nth) => ({
      line: purchase.lines[at]?.id ?? '',
      points: points[nth] ?? 0n,
      spend: exactSpend(money[nth] ?? 0n, currency),
    }));
    return [{ wallet: rule.wallet.id, lines: counted }];
  });
}

/** A bonus goes to the lines that it looked at, as its points went. A wallet may have bonuses alone. */
function withBonuses(
  parts: readonly CountedLines[],
  programme: Programme,
  { spreading, ...counting }: Counting & { readonly spreading: BonusSpread },
): readonly CountedLines[] {
  const { purchase, basket, explanation } = counting;
  const spends = parts[0]?.lines ?? [];
  const byWallet = new Map(parts.map((part) => [part.wallet, part.lines]));
  const weights = new Weights(counting);
  for (const { offer: id, wallet, points, lines: named } of explanation) {
    const offer = programme.offers.find((each) => each.id === id && each.wallet.id === wallet);
    if (!offer || !(offer.countsTowardsTier || offer.effect.kind === 'multiply')) continue;
    const { effect } = offer;
    const basis = effect.kind === 'multiply' ? baseBasis(offer) : effect.basis;
    const looked = among(basket.offer({ ...offer, linesWhen: null }, basis), named, purchase);
    const weighed = weights.of(offer, looked);
    if (!offer.countsTowardsTier) continue;
    const given = spread(points, spreading === 'by_money' ? looked.money : weighed);
    const more = new Map(looked.names(purchase).map((name, nth) => [name, given[nth] ?? 0n]));
    byWallet.set(wallet, plus(byWallet.get(wallet) ?? spends.map((line) => ({ ...line, points: 0n })), more));
  }
  return [...byWallet].map(([wallet, lines]) => ({ wallet, lines }));
}

/** Of these lines those that are named. */
function among(looked: Looked, named: readonly string[], purchase: Purchase): Looked {
  const names = looked.names(purchase);
  const places = names.flatMap((name, nth) => (named.includes(name) ? [nth] : []));
  const money = places.map((nth) => looked.money[nth] ?? 0n);
  return new Looked(
    places.map((nth) => looked.lines[nth] ?? 0),
    money,
    money.reduce((sum, each) => sum + each, 0n),
  );
}

/** What each line weighs in what an offer gave: its units, its money, or what the multipliers before had made of it. */
class Weights {
  private readonly totals = new Map<BaseRule, RunningTotal>();

  constructor(private readonly counting: Pick<Counting, 'purchase' | 'currency' | 'basket'>) {}

  /** Asked of every multiplier, in the order in which they were applied. */
  of({ effect, base }: Offer, looked: Looked): readonly bigint[] {
    const { purchase, currency, basket } = this.counting;
    if (effect.kind === 'per-units') return looked.lines.map((line) => purchase.lines[line]?.quantity ?? 0n);
    if (effect.kind !== 'multiply' || !base) return looked.money;
    const total = this.totals.get(base) ?? new RunningTotal(base, currency, basket.base(base));
    this.totals.set(base, total);
    const multiplied = total.multiply(effect, looked);
    total.take(multiplied);
    return multiplied.weights;
  }
}

function plus(lines: readonly CountedLine[], more: ReadonlyMap<string, bigint>): readonly CountedLine[] {
  const there = new Set(lines.map(({ line }) => line));
  const others = [...more].filter(([line]) => !there.has(line));
  return [
    ...lines.map((each) => ({ ...each, points: each.points + (more.get(each.line) ?? 0n) })),
    ...others.map(([line, points]) => ({ line, points, spend: 0n })),
  ];
}

const AS_PRICED: Basis = { discount: 'after', tax: 'as-priced', paidWithPoints: 'excluded' };

/** Where only offers earn, or only the till takes something off, what they could look at is what was spent. */
function withoutBaseRule(programme: Programme, purchase: Purchase, currency: Currency): readonly CountedLines[] {
  const pointsPaid = spreadPointsPaid(programme, purchase);
  const spent = (at: number): Minor => {
    const line = purchase.lines[at];
    return line ? lineBasis(line, AS_PRICED, purchase, pointsPaid?.[at] ?? 0n) : 0n;
  };
  const lines = purchase.lines.flatMap((line, at) =>
    eligible(programme, line, purchase.currency) ||
    programme.discounts.some((each) => isEligible(each.lines, line, currency))
      ? [{ line: line.id, points: 0n, spend: exactSpend(spent(at), currency) }]
      : [],
  );
  return lines.length === 0 ? [] : [{ wallet: '', lines }];
}
