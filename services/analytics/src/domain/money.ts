import { currencyExponent } from '@loyalty/programme';

/** Exact sums are whole millionths of the currency: no rate has more decimals, and points are whole. */
export const MONEY_SCALE = 6;

/** With the decimals of the currency, and more where there are more: `1.50`, `0.0075`, `-3`. */
export function formatExact(millionths: bigint, currency: string): string {
  return format(millionths, MONEY_SCALE, currencyExponent(currency) ?? 2);
}

/** What is paid: rounded half-up to the currency’s minor units, away from zero on both sides, so that sign changes nothing. */
export function payable(millionths: bigint, currency: string): string {
  const exponent = currencyExponent(currency) ?? 2;
  const unit = 10n ** BigInt(MONEY_SCALE - exponent);
  const size = millionths < 0n ? -millionths : millionths;
  const minor = (size + unit / 2n) / unit;
  return format(minor, exponent, exponent);
}

function format(value: bigint, scale: number, decimalsMin: number): string {
  const size = value < 0n ? -value : value;
  const digits = size.toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const decimals = digits
    .slice(digits.length - scale)
    .replace(/0+$/, '')
    .padEnd(decimalsMin, '0');
  return `${value < 0n ? '-' : ''}${whole}${decimals === '' ? '' : `.${decimals}`}`;
}
