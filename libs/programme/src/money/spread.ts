/**
 * Spreads a whole number over lines by largest remainder of their exact shares, ties in line order (rule 6). The parts
 * always sum to `total`. A line without weight gets nothing, unless no line has any: then all weigh the same.
 */
export function spread(total: bigint, weights: readonly bigint[]): bigint[] {
  if (weights.length === 1) return [total];
  let sum = 0n;
  for (const weight of weights) sum += weight;
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
  // With two lines, as most purchases have, there is never more than one left.
  if (left === 1n) {
    const at = largest(remainders);
    parts[at] = (parts[at] ?? 0n) + 1n;
  } else if (left > 0n)
    for (const index of largestFirst(remainders).slice(0, Number(left))) parts[index] = (parts[index] ?? 0n) + 1n;
  return parts;
}

function largest(remainders: readonly bigint[]): number {
  let best = 0;
  for (let at = 1; at < remainders.length; at += 1) if ((remainders[at] ?? 0n) > (remainders[best] ?? 0n)) best = at;
  return best;
}

function largestFirst(remainders: readonly bigint[]): number[] {
  const at = (index: number) => remainders[index] ?? 0n;
  return remainders.map((_, index) => index).sort((a, b) => (at(b) > at(a) ? 1 : at(b) < at(a) ? -1 : a - b));
}
