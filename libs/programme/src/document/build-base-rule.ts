import { formatDecimal } from '../money/decimal.js';
import type { BaseRule, Currency, Wallet } from '../programme.js';
import { countOf } from '../receipt-text.js';
import { DEFAULT_BASIS, buildLineFilter } from './build-lines.js';
import { buildCaps } from './build-limits.js';
import type { EarnDocument } from './programme-document.js';
import type { Meaning } from './meaning.js';

interface Surroundings {
  readonly wallet: Wallet;
  readonly currencies: ReadonlyMap<string, Currency>;
}

export const ROUNDED = { down: 'rounded down', up: 'rounded up', 'half-up': 'rounded half up' } as const;

/** The base rule of a wallet. */
export function buildBaseRule(earn: EarnDocument, { wallet, currencies }: Surroundings, meaning: Meaning): BaseRule {
  const pointer = `/wallets/${wallet.id}/earn`;
  const [main] = currencies.values();
  if (!main) throw new Error('A programme without its main currency.');

  const points = BigInt(earn.points);
  const per = meaning.decimal(`${pointer}/per`, main.exponent, 'above zero');
  const rounding = earn.rounding ?? 'down';
  const limits = [
    ...buildCaps(earn.caps, { pointer: `${pointer}/caps`, counter: `base/${wallet.id}` }, meaning),
    ...(wallet.limits ?? []),
  ];
  return {
    id: 'base',
    wallet,
    points,
    per,
    rounding,
    basis: { ...DEFAULT_BASIS, ...earn.basis },
    eligibility: buildLineFilter(earn, { pointer, exponent: main.exponent }, meaning),
    ...(limits.length > 0 && { limits }),
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
