import type { Random } from '@loyalty/ledger/simulation';
import type { GiftLimit, GiftWords } from './naive/gift-limits.js';

const hour = 3_600_000;
const WITHIN = { PT6H: 6 * hour, P1D: 24 * hour, P7D: 7 * 24 * hour, P31D: 31 * 24 * hour };

/** How much members may give to each other, as the document says it and as the naive model reads it. */
export function randomGifts(
  random: Random,
  hasStamps: boolean,
): { readonly document: readonly string[]; readonly words: GiftWords } {
  const wallet = hasStamps ? ', wallet: points' : '';
  const limits: GiftLimit[] = [];
  const said: string[] = [];
  const many = random.pick([0, 1, 1, 1, 2, 2]) ?? 1;
  for (let at = 0; at < many; at += 1) {
    const within = random.weighted({ PT6H: 5, P1D: 20, P7D: 30, P31D: 45 });
    const then = random.weighted({ review: 85, refuse: 15 });
    const by = random.weighted({ times: 50, points: 35, large: 15 });
    const bound = {
      times: { times: random.points(1, 2) },
      points: { points: random.points(5, 60) },
      large: { times: 1n, least: random.points(5, 60) },
    }[by];
    limits.push({ ...bound, milliseconds: WITHIN[within], then });
    const words = Object.entries(bound).map(([name, most]) => `${name}: ${most}`);
    const named = by === 'times' ? '' : wallet;
    said.push(`{ id: g${at}, on: gifts, of: member, within: ${within}, ${words.join(', ')}${named}, then: ${then} }`);
  }
  const hours = random.pick([1, 36, 240]) ?? 36;
  const undecided = random.weighted({ rejected: 40, released: 60 });
  const perDay = random.chance(20) ? random.points(20, 150) : undefined;
  const perMonth = random.chance(15) ? random.points(150, 400) : undefined;
  const least = random.chance(15) ? random.points(2, 10) : undefined;
  const bounds = Object.entries({ perDay, perMonth, least }).filter(([, most]) => most !== undefined);
  return {
    document: [
      ...(said.length > 0
        ? [`velocity: { reviewWithin: PT${hours}H, undecided: ${undecided}, limits: [${said.join(', ')}] }`]
        : []),
      ...(bounds.length > 0 ? [`transfers: { ${bounds.map(([name, most]) => `${name}: ${most}`).join(', ')} }`] : []),
    ],
    words: {
      wallets: hasStamps ? ['points', 'stamps'] : ['points'],
      limits,
      perDay,
      perMonth,
      least,
      reviewMs: hours * hour,
      isGivenUndecided: undecided === 'released',
    },
  };
}
