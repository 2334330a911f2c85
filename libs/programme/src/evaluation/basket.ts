import type { Condition } from '../conditions/index.js';
import type { Offer } from '../offer.js';
import { formatDecimal } from '../money/decimal.js';
import type { BaseRule, Basis, Currency } from '../programme.js';
import type { Minor, Purchase } from '../purchase.js';
import { lineBasis } from './basis.js';
import { isEligible, isNamed } from './eligibility.js';
import type { Occasion } from './occasion.js';
import { spreadPointsPaid } from './points-paid.js';

/** The lines that a rule looks at, by position, and what each of them comes to. Rules that share it share its words. */
export class Looked {
  private ids: readonly string[] | undefined;
  private written: string | undefined;
  /** What the base rule gives for it before its bounds, where that has been worked out. */
  earned: bigint | undefined;

  constructor(
    readonly lines: readonly number[],
    readonly money: readonly Minor[],
    readonly sum: Minor,
  ) {}

  /** The ids of the lines. */
  names({ lines }: Purchase): readonly string[] {
    return (this.ids ??= this.lines.map((line) => lines[line]?.id ?? ''));
  }

  /** The sum, as a decimal in the purchase's currency. */
  basis({ exponent }: Currency): string {
    return (this.written ??= formatDecimal(this.sum, exponent));
  }
}

const NOTHING = new Looked([], [], 0n);

/** What the rules of one evaluation look at; rules that look at the same share it. */
export class Basket {
  private readonly ofBase: { readonly rule: BaseRule; readonly looked: Looked }[] = [];
  /** The one that was asked for last: most programmes have one, and each of its offers asks. */
  private last: { readonly rule: BaseRule; readonly looked: Looked } | undefined;
  private readonly byBasis: { readonly basis: Basis; readonly money: readonly Minor[] }[] = [];

  constructor(private readonly occasion: Occasion) {}

  base(rule: BaseRule): Looked {
    if (this.last?.rule === rule) return this.last.looked;
    for (const each of this.ofBase) if (each.rule === rule) return (this.last = each).looked;
    const { purchase, currency } = this.occasion;
    const lines: number[] = [];
    for (let at = 0; at < purchase.lines.length; at += 1) {
      const line = purchase.lines[at];
      if (line && isEligible(rule.eligibility, line, currency)) lines.push(at);
    }
    const looked = this.lookedAt(lines, rule.basis);
    this.last = { rule, looked };
    this.ofBase.push(this.last);
    return looked;
  }

  /** Of the lines that the base rule looks at those that the offer names. */
  offer(offer: Offer, basis: Basis): Looked {
    const { base, lines: filter, linesWhen } = offer;
    if (linesWhen)
      return this.lookedAt(this.linesWhere(linesWhen, this.offer({ ...offer, linesWhen: null }, basis)), basis);
    const { purchase, currency } = this.occasion;
    if (!base) {
      const lines: number[] = [];
      purchase.lines.forEach((line, at) => {
        if (!filter || isEligible(filter, line, currency)) lines.push(at);
      });
      return this.lookedAt(lines, basis);
    }

    const among = this.base(base);
    if (!filter && base.basis === basis) return among;
    // The base rule has seen to their kind already, unless the offer has kinds of its own.
    const isKnownKind = filter?.kinds === base.eligibility.kinds;
    let lines: number[] | undefined;
    for (const at of among.lines) {
      const line = purchase.lines[at];
      if (!line || (filter && !isKnownKind && !filter.kinds.has(line.kind))) continue;
      if (!filter || isNamed(filter, line, currency)) (lines ??= []).push(at);
    }
    return lines ? this.lookedAt(lines, basis) : NOTHING;
  }

  /** A condition sees the purchase and one line of it. */
  private linesWhere(condition: Condition, { lines }: Looked): readonly number[] {
    const { facts } = this.occasion;
    const ofLines = facts.purchase?.lines ?? [];
    return lines.filter((at) => condition.holds({ ...facts, line: ofLines[at] }));
  }

  private lookedAt(lines: readonly number[], basis: Basis): Looked {
    if (lines.length === 0) return NOTHING;
    const all = this.moneyOf(basis);
    let sum = 0n;
    if (lines.length === all.length) {
      for (const each of all) sum += each;
      return new Looked(lines, all, sum);
    }
    const money: Minor[] = [];
    for (const line of lines) {
      const each = all[line] ?? 0n;
      money.push(each);
      sum += each;
    }
    return new Looked(lines, money, sum);
  }

  private moneyOf(basis: Basis): readonly Minor[] {
    for (const each of this.byBasis) if (each.basis === basis) return each.money;
    const { purchase, programme } = this.occasion;
    const pointsPaid = spreadPointsPaid(programme, purchase);
    const money: Minor[] = [];
    for (let at = 0; at < purchase.lines.length; at += 1) {
      const line = purchase.lines[at];
      if (line) money.push(lineBasis(line, basis, purchase, pointsPaid?.[at] ?? 0n));
    }
    this.byBasis.push({ basis, money });
    return money;
  }
}
