import fc from 'fast-check';
import { MONEY_SCALE, QUANTITY_SCALE, type Facts } from './index.js';

/** The same facts in two writings, as the conditions of `anyCondition`: ours, and with whole cents and thousandths. */
export interface FactsPair {
  readonly ours: Facts;
  readonly theirs: Readonly<Record<string, unknown>>;
}

/** Every fact may be absent; the groups are there. */
export function anyFacts(): fc.Arbitrary<FactsPair> {
  return fc
    .record({
      purchase: fc.record(
        {
          total: cents,
          store: word,
          channel: word,
          units: thousandths,
          hour: count(23),
          lines: fc.array(line, { maxLength: 4 }),
        },
        { requiredKeys: [] },
      ),
      member: fc.record(
        {
          known: fc.boolean(),
          birthdayWeek: fc.boolean(),
          birthdayDay: fc.boolean(),
          purchases: count(12),
          language: word,
          segments: fc.array(word, { maxLength: 3 }),
        },
        { requiredKeys: [] },
      ),
      balance: fc.option(count(20), { nil: undefined }),
      spend: fc.option(cents, { nil: undefined }),
    })
    .map(({ purchase, member, balance, spend }) => {
      const groups = (scaled: (value: unknown) => unknown) => ({
        purchase: scaled(purchase),
        member: scaled(member),
        wallets: { points: scaled(balance === undefined ? {} : { balance }) },
        counters: { coffee: scaled(spend === undefined ? {} : { spend }) },
      });
      return {
        ours: groups((value) => atScale(value, true)) as Facts,
        theirs: groups((value) => atScale(value, false)),
      };
    });
}

/** Whole numbers that say what they are whole numbers of. */
class Amount {
  constructor(
    readonly value: bigint,
    readonly ourFactor: bigint,
  ) {}
}

const word = fc.constantFrom('a', 'b', 'A1', 'xA1a', '');
const count = (max: number) => fc.integer({ min: 0, max }).map(BigInt);
const cents = amounts(6000, MONEY_SCALE - 2);
const thousandths = amounts(9000, QUANTITY_SCALE - 3);
const line = fc.record(
  {
    sku: word,
    gtin: word,
    categories: fc.subarray(['TEA', 'CUP']),
    quantity: thousandths,
    amount: cents,
    discount: cents,
  },
  { requiredKeys: ['sku', 'categories'] },
);

function amounts(max: number, decimals: number): fc.Arbitrary<Amount> {
  return fc.integer({ min: 0, max }).map((value) => new Amount(BigInt(value), 10n ** BigInt(decimals)));
}

function atScale(value: unknown, isOurs: boolean): unknown {
  if (value instanceof Amount) return isOurs ? value.value * value.ourFactor : value.value;
  if (Array.isArray(value)) return value.map((one) => atScale(one, isOurs));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, atScale(one, isOurs)]));
}
