import { formatDecimal } from '../money/decimal.js';
import type { Currency, LineList, Offer, Wallet } from '../programme.js';
import { countOf } from '../receipt-text.js';
import type { EarnDocument, LineListDocument } from './programme-document.js';
import type { Meaning } from './meaning.js';

interface Surroundings {
  readonly wallet: Wallet;
  readonly currencies: ReadonlyMap<string, Currency>;
}

const ROUNDED = { down: 'rounded down', up: 'rounded up', 'half-up': 'rounded half up' } as const;

/** The base rule of a wallet as the first of its offers. */
export function buildBaseOffer(earn: EarnDocument, { wallet, currencies }: Surroundings, meaning: Meaning): Offer {
  const pointer = `/wallets/${wallet.id}/earn`;
  const [main] = currencies.values();
  if (!main) throw new Error('A programme without its main currency.');

  const points = BigInt(earn.points);
  const per = meaning.decimal(`${pointer}/per`, main.exponent, 'above zero');
  const rounding = earn.rounding ?? 'down';
  refuseContradiction(pointer, earn, meaning);
  return {
    id: 'base',
    wallet,
    points,
    per,
    rounding,
    basis: { discount: 'after', tax: 'as-priced', paidWithPoints: 'excluded', ...earn.basis },
    eligibility: {
      kinds: new Set(earn.kinds ?? ['goods', 'service']),
      ...(earn.include && { include: buildLines(`${pointer}/include`, earn.include, meaning) }),
      exclude: buildLines(`${pointer}/exclude`, earn.exclude ?? {}, meaning),
      unitPriceAbove:
        earn.unitPriceAbove === undefined
          ? null
          : meaning.decimal(`${pointer}/unitPriceAbove`, main.exponent, 'zero or more'),
    },
    texts: new Map(
      [...currencies.values()].map((currency) => {
        const rate = currency === main ? '' : ` (1 ${currency.code} counts as ${currency.rate} ${main.code})`;
        return [
          currency.code,
          `${countOf(wallet, points)} per ${formatDecimal(per, main.exponent)} ${main.code}${rate}, ${ROUNDED[rounding]}`,
        ];
      }),
    ),
  };
}

function buildLines(pointer: string, lists: LineListDocument, meaning: Meaning): LineList {
  return {
    skus: meaning.codes(`${pointer}/skus`, lists.skus),
    categories: meaning.codes(`${pointer}/categories`, lists.categories),
  };
}

/** The same code on both lists is a slip of the pen: `exclude` would win without a word. */
function refuseContradiction(pointer: string, earn: EarnDocument, meaning: Meaning): void {
  for (const list of ['skus', 'categories'] as const) {
    earn.exclude?.[list]?.forEach((code, index) => {
      if (!earn.include?.[list]?.includes(code)) return;
      const message = `${code} is both included and excluded.`;
      const at = {
        pointer: `${pointer}/exclude/${list}/${index}`,
        expected: 'a code on one of the two lists',
        found: code,
      };
      meaning.refuse({ ...at, code: 'included_and_excluded', message });
    });
  }
}
