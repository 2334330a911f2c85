import type { Random } from '@loyalty/ledger/simulation';
import type { PayingWords } from './naive/payable.js';

/** What points pay: as a line of the document, and what of it is checked from outside. */
export function randomPaying(
  random: Random,
  categories: readonly string[],
  hasTiers: boolean,
): { readonly document: string; readonly words: PayingWords } {
  const minimum = random.chance(40) ? random.points(2, 60) : 1n;
  const step = random.chance(40) ? (random.pick([2n, 5n, 10n]) ?? 1n) : 1n;
  const share = random.pick([10_000n, 10_000n, 5_000n, 3_333n, 1_000n]) ?? 10_000n;
  const excludes = random.chance(30) ? random.pick(categories) : undefined;
  const better = hasTiers && random.chance(40) ? ', tiers: { gold: { EUR: 1.00 } }' : '';
  const points = random.pick([1, 7, 60, 300]) ?? 1;
  const rate = `points: ${points}, pay: { EUR: 0.${random.whole(10, 99)} }`;
  const wallet = `${rate}${better}, minimum: ${minimum}, step: ${step}`;
  const document = [
    `payWithPoints: { wallets: { points: { ${wallet} } }`,
    ...(share < 10_000n ? [`maxShare: ${(Number(share) / 100).toFixed(2)}`] : []),
    `rounding: ${random.pick(['down', 'up', 'half-up']) ?? 'down'}`,
    ...(excludes === undefined ? [] : [`lines: { exclude: { categories: [${excludes}] } }`]),
  ].join(', ');
  return { document: `${document} }`, words: { minimum, step, share, excludes } };
}
