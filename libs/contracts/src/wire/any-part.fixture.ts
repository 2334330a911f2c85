import type { Awaits, Lot, LotOrigin, Slice, WalletBalance } from '@loyalty/ledger';
import fc, { type Arbitrary } from 'fast-check';
import type { CountedVisit, CounterMove } from '../counter-events.js';
import type { PaidBack, PaidLine, PointsPaid } from '../points-paid.js';
import type {
  LinePoints,
  PurchaseCount,
  PurchaseExplanation,
  PurchaseLot,
  PurchaseOutcome,
  PurchaseVisit,
  RecordedLine,
  RecordedPayment,
  RecordedReceipt,
  ReturnedLine,
  SeenFact,
} from '../purchase-events.js';
import type { GivenBackPoints, LotPoints, Refund, TakenBack, WalletPoints } from '../values.js';

const whole = (min: number) => fc.bigInt({ min: BigInt(min), max: BigInt(Number.MAX_SAFE_INTEGER) });

export const points = whole(0);
export const money = whole(0);
export const quantity = whole(0);
const signed = fc.oneof(whole(-Number.MAX_SAFE_INTEGER), fc.bigInt({ min: -70n, max: 70n }));
/** Around today, at the epoch, and as far as an instant reaches in both directions. */
export const instant = fc.oneof(
  fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }),
  fc.constant(0),
  fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 }),
);
/** With what JSON, UTF-8 or a length must not stumble over. */
export const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom('', 'Käthe "the cat"', '日本\u0000\n\\', 'x'.repeat(200), 'é'.repeat(127)),
);
export const id = (prefix: string): Arbitrary<string> =>
  fc
    .string({ unit: fc.constantFrom(...'0123456789abcdefghjkmnpqrstvwxyz'), minLength: 26, maxLength: 26 })
    .map((letters) => `${prefix}_${letters}`);

export const maybe = <T>(value: Arbitrary<T>): Arbitrary<T | null> => fc.option(value);
export const some = <T>(item: Arbitrary<T>): Arbitrary<T[]> => fc.array(item, { maxLength: 3 });
/** Of what is left out where there is none. */
export const oneOrMore = <T>(item: Arbitrary<T>): Arbitrary<T[]> => fc.array(item, { minLength: 1, maxLength: 3 });
export const word = <Word extends string>(words: Record<Word, 1>): Arbitrary<Word> =>
  fc.constantFrom(...(Object.keys(words) as Word[]));

type Optional<T> = { [Key in keyof T as undefined extends T[Key] ? Key : never]-?: Exclude<T[Key], undefined> };
type Needed<T> = { [Key in keyof T as undefined extends T[Key] ? never : Key]: T[Key] };
type Each<T> = { readonly [Key in keyof T]: Arbitrary<T[Key]> };

/** An object with all that it needs and, each or not, what it may have. */
export function of<T>(
  needed: Each<Needed<T>>,
  ...[optional]: keyof Optional<T> extends never ? [] : [Each<Optional<T>>]
): Arbitrary<T> {
  const fields: Record<string, Arbitrary<unknown>> = { ...needed, ...optional };
  return fc.record(fields, { requiredKeys: Object.keys(needed) }) as Arbitrary<T>;
}

const origin = of<LotOrigin>({ account: id('acc'), lot: id('lot'), member: id('mem') });
const awaits = of<Awaits>({ action: text, expiresAfter: maybe(fc.constant('P1Y')) });
const terms = {
  lot: id('lot'),
  wallet: text,
  points,
  earnedAt: instant,
  expiresAt: maybe(instant),
  member: id('mem'),
};

export const slice: Arbitrary<Slice> = of<Slice>(terms, { partner: text, origin });
export const lot: Arbitrary<Lot> = of<Lot>(
  { ...terms, availableAt: maybe(instant) },
  { partner: text, origin, awaits },
);
export const walletPoints = of<WalletPoints>({ wallet: text, points });
export const lotPoints = of<LotPoints>({ lot: id('lot'), points });
/** A change has the same fields. */
export const balance: Arbitrary<WalletBalance> = of<WalletBalance>({
  wallet: text,
  available: signed,
  held: signed,
  pending: signed,
  shortfall: signed,
});

export const receipt = of<RecordedReceipt>({ number: text }, { terminal: text });
export const line = of<RecordedLine>(
  {
    id: text,
    sku: text,
    quantity,
    amount: money,
    discount: money,
    tax: money,
    kind: word({ goods: 1, service: 1, delivery: 1, fee: 1, tip: 1, deposit: 1, gift_card: 1 }),
    categories: some(text),
    eligible: fc.boolean(),
  },
  { gtin: text, unitPrice: text },
);
export const payment = of<RecordedPayment>(
  { kind: word({ card: 1, cash: 1, gift_card: 1, points: 1 }), amount: money },
  {
    redemption: id('red'),
    paid: of<PointsPaid>({
      wallet: text,
      points,
      lines: some(of<PaidLine>({ line: text, points, amount: money })),
    }),
  },
);
export const givenBack = of<GivenBackPoints>({ wallet: text, points, redemption: id('red') });
const linePoints = of<LinePoints>({ line: text, points });
const purchaseLot = of<PurchaseLot>(
  {
    id: id('lot'),
    wallet: text,
    points,
    availableAt: maybe(instant),
    expiresAt: maybe(instant),
    lines: some(linePoints),
  },
  { awaits, partner: text },
);
const seenFact = of<SeenFact>({ fact: text, value: text });
const explanation = of<PurchaseExplanation>(
  { offer: text, version: fc.nat(), wallet: text, points, lines: some(text), text },
  {
    basis: text,
    multiplier: text,
    trimmed: of<NonNullable<PurchaseExplanation['trimmed']>>({ points, by: text }),
    qualifiedBy: oneOrMore(id('pur')),
    seen: oneOrMore(seenFact),
  },
);
export const counterMove = of<CounterMove>({ counter: text, window: text, points: signed });
export const visit = of<CountedVisit>({ purchase: id('pur'), at: instant });
export const earned = {
  lots: some(purchaseLot),
  explanation: some(explanation),
  counts: oneOrMore(
    of<PurchaseCount>({
      offer: text,
      lot: maybe(id('lot')),
      moves: some(counterMove),
      qualifiedBy: some(visit),
      lines: some(linePoints),
    }),
  ),
};
export const outcome = of<PurchaseOutcome>(
  {
    programmeVersion: fc.nat(),
    accountVersion: fc.nat(),
    lots: earned.lots,
    explanation: earned.explanation,
    balances: some(balance),
  },
  {
    counts: earned.counts,
    visits: oneOrMore(of<PurchaseVisit>({ offer: text, lines: some(text) }, { seen: oneOrMore(seenFact) })),
    pausedCampaigns: oneOrMore(text),
    spent: text,
  },
);
export const returnedLine = of<ReturnedLine>(
  { line: text, quantity, amount: money, lots: some(lotPoints) },
  { paid: oneOrMore(of<PaidBack>({ redemption: id('red'), points })), money },
);
export const refund = of<Refund>({ kind: text, currency: text, amount: money });
export const takenBack = of<TakenBack>({ wallet: text, points, shortfall: points });

export const releaseCause = word({ voided: 1, rejected: 1, lapsed: 1 });
