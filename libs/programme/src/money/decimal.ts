const WHOLE_DIGITS_MAX = 15;
const FRACTION_DIGITS_MAX = 18;
/** So many digits are exact in a number, which is far faster to build than a BigInt. */
const NUMBER_DIGITS_MAX = 15;
const ZERO = 48;
const POINT = 46;
const MINUS = 45;

/**
 * A decimal text as a whole number of 10^-scale, exactly: `12.5` at scale 2 is 1250. Undefined where the text is no
 * decimal, or says more than the scale can hold; zeros at the end say nothing (3 = 3.000).
 *
 * Read letter by letter: a purchase has a dozen of them, and an expression with groups took three times as long.
 */
export function parseDecimal(text: string, scale: number): bigint | undefined {
  const start = text.charCodeAt(0) === MINUS ? 1 : 0;
  const point = endOfDigits(text, start);
  if (point === start || point - start > WHOLE_DIGITS_MAX) return undefined;

  let end = point;
  if (point < text.length) {
    if (text.charCodeAt(point) !== POINT) return undefined;
    end = endOfDigits(text, point + 1);
    if (end !== text.length || end === point + 1 || end - point - 1 > FRACTION_DIGITS_MAX) return undefined;
  }
  for (let at = point + 1 + scale; at < end; at++) if (text.charCodeAt(at) !== ZERO) return undefined;

  const magnitude = shifted(text, { start, point, end: Math.min(end, point + 1 + scale) }, scale);
  return start === 1 ? -magnitude : magnitude;
}

function endOfDigits(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) break;
  }
  return at;
}

function shifted(text: string, { start, point, end }: { start: number; point: number; end: number }, scale: number) {
  if (point - start + scale > NUMBER_DIGITS_MAX) {
    return BigInt(text.slice(start, point) + text.slice(point + 1, end).padEnd(scale, '0'));
  }
  let value = 0;
  for (let at = start; at < point; at++) value = value * 10 + text.charCodeAt(at) - ZERO;
  for (let at = point + 1; at <= point + scale; at++) value = value * 10 + (at < end ? text.charCodeAt(at) - ZERO : 0);
  return BigInt(value);
}

/** Nearly all sums of money are this small, and numbers are printed far faster. */
const SMALL_MAX = 1_000_000_000n;

function formatSmall(hundredths: number): string {
  const whole = Math.floor(hundredths / 100);
  const rest = hundredths - whole * 100;
  return rest < 10 ? `${whole}.0${rest}` : `${whole}.${rest}`;
}

/** The other way: always `scale` digits after the point, as money is printed. */
export function formatDecimal(value: bigint, scale: number): string {
  if (scale === 2 && value >= 0n && value <= SMALL_MAX) return formatSmall(Number(value));
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const sign = value < 0n ? '-' : '';
  if (scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** The shortest text of the same value: what `3.000` and `3` are both compared and stored as. */
export function formatShortest(value: bigint, scale: number): string {
  const text = formatDecimal(value, scale);
  return scale === 0 ? text : text.replace(/\.?0+$/, '');
}
