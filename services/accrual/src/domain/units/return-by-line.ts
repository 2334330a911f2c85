import type { KeptLine, ReturnedLine, UnmatchedUnits } from '@loyalty/contracts';
import { formatMoney, formatQuantity, parseMoney } from '@loyalty/programme';
import { addReturned } from './given-back.js';
import { lineLoads } from './line-loads.js';
import { NOTHING_GIVEN_BACK, type GivenBack, type RecordedPurchase } from '../purchase-state.js';
import { reject, type Rejected } from '../rejections.js';
import { takeMoney, takeUnits, type LineLoad } from './units.js';

export interface Taken {
  readonly lines: readonly ReturnedLine[];
  readonly unmatched: readonly UnmatchedUnits[];
}

/** Units or money of named lines. Asking for more than is left is refused, with the numbers. */
export function returnByLine(purchase: RecordedPurchase, asked: readonly KeptLine[]): Taken | Rejected {
  const taking = new Taking(purchase);
  for (const line of asked) {
    const refused = taking.take(line);
    if (refused) return refused;
  }
  return { lines: taking.lines, unmatched: [] };
}

/**
 * A return that had waited was answered long ago and cannot be refused any more: what the purchase does not have is
 * listed as unmatched.
 */
export function returnWhatIsThere(purchase: RecordedPurchase, asked: readonly KeptLine[]): Taken {
  const taking = new Taking(purchase);
  const unmatched: UnmatchedUnits[] = [];
  for (const line of asked) {
    const left = taking.left(line);
    if (left) taking.take(left.line);
    if (!left || left.missing) unmatched.push(left?.missing ?? line);
  }
  return { lines: taking.lines, unmatched };
}

/** Walks the asked lines; a line that is named twice goes on where it stopped. */
class Taking {
  readonly lines: ReturnedLine[] = [];
  private readonly loads: ReadonlyMap<string, LineLoad>;
  private readonly givenBack: Map<string, GivenBack>;
  private readonly currency: string;

  constructor(private readonly purchase: RecordedPurchase) {
    this.loads = lineLoads(purchase);
    this.givenBack = new Map(purchase.givenBack);
    this.currency = purchase.facts.currency;
  }

  take(asked: KeptLine): Rejected | undefined {
    const { purchase } = this.purchase.facts;
    const load = this.loads.get(asked.line);
    if (!load) return reject({ reason: 'line_not_found', purchase, line: asked.line });
    const before = this.givenBack.get(asked.line) ?? NOTHING_GIVEN_BACK;

    if ('quantity' in asked) {
      if (before.quantity + asked.quantity > load.quantity) return this.tooMany(load, before, asked.quantity);
      return this.add(before, takeUnits(load, before, asked.quantity));
    }
    const amount = parseMoney(asked.amount, this.currency);
    if (amount === undefined) {
      const { currency } = this;
      return reject({ reason: 'money_of_wrong_precision', line: asked.line, amount: asked.amount, currency });
    }
    if (amount === 0n) return undefined;
    if (before.amount + amount > load.amount) return this.tooMuch(load, before, amount);
    return this.add(before, takeMoney(load, before, amount));
  }

  /** The part of a wish that can be fulfilled, and the part that cannot; undefined where none can. */
  left(asked: KeptLine): { line: KeptLine; missing?: UnmatchedUnits } | undefined {
    const load = this.loads.get(asked.line);
    if (!load) return undefined;
    const before = this.givenBack.get(asked.line) ?? NOTHING_GIVEN_BACK;
    const { line } = asked;

    if ('quantity' in asked) {
      const left = load.quantity - before.quantity;
      if (asked.quantity <= left) return { line: asked };
      return left === 0n
        ? undefined
        : { line: { line, quantity: left }, missing: { line, quantity: asked.quantity - left } };
    }
    const amount = parseMoney(asked.amount, this.currency);
    const left = load.amount - before.amount;
    if (amount === undefined || left === 0n) return undefined;
    if (amount <= left) return { line: asked };
    const money = (minor: bigint) => formatMoney(minor, this.currency);
    return { line: { line, amount: money(left) }, missing: { line, amount: money(amount - left) } };
  }

  private add(before: GivenBack, line: ReturnedLine): undefined {
    this.lines.push(line);
    this.givenBack.set(line.line, addReturned(before, line));
  }

  private tooMany({ line, quantity }: LineLoad, before: GivenBack, asked: bigint): Rejected {
    return reject({
      reason: 'more_than_bought',
      purchase: this.purchase.facts.purchase,
      line,
      unit: 'quantity',
      bought: formatQuantity(quantity),
      alreadyReturned: formatQuantity(before.quantity),
      asked: formatQuantity(asked),
    });
  }

  private tooMuch({ line, amount }: LineLoad, before: GivenBack, asked: bigint): Rejected {
    return reject({
      reason: 'more_than_bought',
      purchase: this.purchase.facts.purchase,
      line,
      unit: 'amount',
      bought: formatMoney(amount, this.currency),
      alreadyReturned: formatMoney(before.amount, this.currency),
      asked: formatMoney(asked, this.currency),
    });
  }
}
