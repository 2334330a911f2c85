/**
 * Spreads a whole number over lines by largest remainder of their exact shares, ties in line order (rule 6). The parts
 * always sum to `total`. A line without weight gets nothing, unless no line has any: then all weigh the same.
 */
export function spread(total: bigint, weights: readonly bigint[]): bigint[] {
  if (weights.length === 1) return [total];
  if (weights.length === 2) return spreadOverTwo(total, weights[0] ?? 0n, weights[1] ?? 0n);
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
  if (left === 1n) {
    const at = largest(remainders);
    parts[at] = (parts[at] ?? 0n) + 1n;
  } else if (left > 0n)
    for (const index of largestFirst(remainders).slice(0, Number(left))) parts[index] = (parts[index] ?? 0n) + 1n;
  return parts;
}

/** As most purchases have: the same without lists of remainders, of which there is never more than one left. */
function spreadOverTwo(total: bigint, first: bigint, second: bigint): bigint[] {
  const sum = first + second;
  if (sum === 0n) return spreadOverTwo(total, 1n, 1n);
  const exact = total * first;
  const part = exact / sum;
  // Twice the remainder against the whole: the other's remainder is what is missing to it. A tie is the first line's.
  const remainder = exact - part * sum;
  const given = remainder > 0n && remainder * 2n >= sum ? part + 1n : part;
  return [given, total - given];
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
