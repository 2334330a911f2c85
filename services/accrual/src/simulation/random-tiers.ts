import type { Random } from '@loyalty/ledger/simulation';

/** Tiers of each period and policy, low enough to be reached in a short history. */
export function randomTiers(random: Random): { readonly document: string; readonly multiplies: boolean } {
  const period = random.weighted({ calendar_year: 35, anniversary: 30, rolling: 35 });
  const months = random.whole(1, 12);
  const by = random.weighted({ points: 40, spend: 30, visits: 20, several: 10 });
  const low = {
    points: 'points: 120',
    spend: 'spend: 90.00',
    visits: 'visits: 2',
    several: 'points: 100, visits: 2',
  };
  const high = { points: 'points: 400', spend: 'spend: 300', visits: 'visits: 5', several: 'points: 350, visits: 4' };
  const falls = random.weighted({ to_reached: 40, one_step: 35, never: 25 });
  const upgrade = period !== 'rolling' && random.chance(30) ? 'at_period_end' : 'at_once';
  const grace = falls !== 'never' && random.chance(30) ? [`grace: P10D`] : [];
  const multiplies = random.chance(60);
  const multiply = multiplies ? ', benefits: { multiply: 1.5, discount: 5 }' : ', benefits: { discount: 3 }';
  const document = `tiers: { ${[
    `period: ${period === 'rolling' ? `{ rollingMonths: ${months} }` : period}`,
    'wallet: points',
    `match: ${random.pick(['all', 'any'])}`,
    `upgrade: ${upgrade}`,
    `downgrade: ${falls}`,
    ...grace,
    `inclusive: ${random.chance(40)}`,
    `ladder: [{ id: silver, name: Silver, needs: { ${low[by]} } }, { id: gold, name: Gold, needs: { ${high[by]} }${multiply} }]`,
  ].join(', ')} }`;
  return { document, multiplies };
}
