import { sumLines } from '../money/totals.js';
import type { Programme } from '../programme.js';
import type { Line, Minor, Purchase } from '../purchase.js';
import { MONEY_SCALE, QUANTITY_SCALE } from './fact-schema.js';
import type { LineFacts, PurchaseFacts } from './facts.js';
import { DAYS_OF_WEEK } from './known-facts.js';

/** An instant by the clock of the store. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** 1 is Monday, 7 Sunday. */
  readonly dayOfWeek: number;
  readonly hour: number;
  readonly minute: number;
}

/**
 * The facts of a Purchase. Each is made when a condition reads it, and once: most conditions read one or two, and the
 * calendar, which `localTime` asks, costs more than all of them. Throws for a currency that the Programme does not take.
 */
export function purchaseFacts(purchase: Purchase, programme: Programme, localTime: () => LocalTime): PurchaseFacts {
  const toFact = moneyFacts(programme, purchase.currency);
  const lines = once(() => purchase.lines.map((line) => lineFacts(line, toFact)));
  const local = once(localTime);
  const total = once(() => toFact(sumLines(purchase.lines, purchase.taxIncluded)));
  return {
    currency: purchase.currency,
    store: purchase.store,
    channel: purchase.channel,
    get total() {
      return total();
    },
    get lines() {
      return lines();
    },
    get units() {
      return purchase.lines.reduce((sum, { quantity }) => sum + quantity, 0n);
    },
    get paidWith() {
      return purchase.payments.map(({ kind }) => kind);
    },
    get date() {
      const { year, month, day } = local();
      return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
    },
    get time() {
      return `${padded(local().hour, 2)}:${padded(local().minute, 2)}`;
    },
    get dayOfWeek() {
      return DAYS_OF_WEEK[local().dayOfWeek - 1];
    },
    get month() {
      return local().month;
    },
    get day() {
      return local().day;
    },
    get hour() {
      return local().hour;
    },
    get minute() {
      return local().minute;
    },
  };
}

/** Turns minor units of this currency into money of facts: the main currency at the programme's rate, with nothing rounded. */
export function moneyFacts(programme: Programme, currency: string): (minor: Minor) => bigint {
  const paid = programme.currencies.get(currency);
  const main = programme.currencies.get(programme.currency);
  if (!paid || !main) throw new Error(`${programme.id} was asked for facts in ${currency}, which it does not take.`);
  // A rate has at most 6 decimals and a currency 4, so that 12 hold every product.
  const factor = (paid.numerator * 10n ** BigInt(MONEY_SCALE - main.exponent)) / paid.denominator;
  return (minor) => minor * factor;
}

function lineFacts(line: Line, toFact: (minor: Minor) => bigint): LineFacts {
  const { sku, gtin, categories, kind, quantity } = line;
  const [amount, discount] = [toFact(line.amount), toFact(line.discount)];
  return {
    sku,
    gtin,
    categories,
    kind,
    quantity,
    amount,
    discount,
    unitPrice: ((amount + discount) * 10n ** BigInt(QUANTITY_SCALE)) / quantity,
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
