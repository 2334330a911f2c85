/**
 * Spreads a whole number over lines by largest remainder of their exact shares, ties in line order (rule 6). The parts
 * always sum to `total`. A line without weight gets nothing, unless no line has any: then all weigh the same.
 */
export function spread(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((left, right) => left + right, 0n);
  if (sum === 0n)
    return weights.length === 0
      ? []
      : spread(
          total,
          weights.map(() => 1n),
        );

  const parts: bigint[] = [];
  const remainders: bigint[] = [];
  let left = total;
  for (const weight of weights) {
    const exact = total * weight;
    const part = exact / sum;
    parts.push(part);
    remainders.push(exact - part * sum);
    left -= part;
  }
  if (left > 0n)
    for (const index of largestFirst(remainders).slice(0, Number(left))) parts[index] = (parts[index] ?? 0n) + 1n;
  return parts;
}

function largestFirst(remainders: readonly bigint[]): number[] {
  const at = (index: number) => remainders[index] ?? 0n;
  return remainders.map((_, index) => index).sort((a, b) => (at(b) > at(a) ? 1 : at(b) < at(a) ? -1 : a - b));
}
