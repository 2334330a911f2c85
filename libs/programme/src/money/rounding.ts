export type Rounding = 'down' | 'up' | 'half-up';

/** numerator ÷ denominator as a whole number. Both are never negative here: what is owed back has its own rule. */
export function divide(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  switch (rounding) {
    case 'down':
      return numerator / denominator;
    case 'up':
      return (numerator + denominator - 1n) / denominator;
    case 'half-up':
      return (2n * numerator + denominator) / (2n * denominator);
    default:
      return rounding satisfies never;
  }
}
