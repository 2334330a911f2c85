const DECIMAL = /^(-?)(\d{1,15})(?:\.(\d{1,18}))?$/;

/**
 * A decimal text as a whole number of 10^-scale, exactly: `12.5` at scale 2 is 1250. Undefined where the text is no
 * decimal, or says more than the scale can hold; zeros at the end say nothing (3 = 3.000).
 */
export function parseDecimal(text: string, scale: number): bigint | undefined {
  const match = DECIMAL.exec(text);
  if (!match) return undefined;

  const [, sign = '', whole = '', fraction = ''] = match;
  for (let at = scale; at < fraction.length; at++) if (fraction[at] !== '0') return undefined;
  const magnitude = BigInt(whole + fraction.slice(0, scale).padEnd(scale, '0'));
  return sign === '-' ? -magnitude : magnitude;
}

/** The other way: always `scale` digits after the point, as money is printed. */
export function formatDecimal(value: bigint, scale: number): string {
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
