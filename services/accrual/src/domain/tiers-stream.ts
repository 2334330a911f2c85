import { decodeTierEvent, encodeTierEvent, type TierContributed } from '@loyalty/contracts';
import type { Category } from '@loyalty/event-store';
import { NOTHING_COUNTED, withCount, type CountedTiers, type TierCount } from '@loyalty/programme';

/** Grows with every change of what `evolve` makes of a stream. */
const FOLD = 1;

/**
 * What an account has counted towards tiers, beside its points. A decision that looks at it is guarded by its version: of
 * two processes that judge at the same instant, the second sees what the first has counted.
 */
export const tiersStream: Category<CountedTiers, TierContributed> = {
  name: 'tiers',
  initial: () => NOTHING_COUNTED,
  evolve: (state, event) => withCount(state, event.memberSince, countOf(event)),
  weigh: ({ counts }) => COUNT_BYTES * counts.length,
  encode: encodeTierEvent,
  decode: decodeTierEvent,
  snapshot: { version: FOLD, every: 200, write, read },
};

/** With the movement that tiers make of it. */
const COUNT_BYTES = 700;

function countOf({ kind, purchase, purchasedAt, occurredAt, counted, visits }: TierContributed): TierCount {
  return {
    kind,
    purchase,
    purchasedAt,
    occurredAt,
    counted: counted.map(({ wallet, points, spend }) => ({ wallet, points, spend: BigInt(spend) })),
    visits: BigInt(visits),
  };
}

/** Whole numbers as text: spend is far beyond what a JSON number says exactly. */
type StoredCount = readonly [
  kind: TierCount['kind'],
  purchase: string,
  purchasedAt: number,
  occurredAt: number,
  counted: readonly (readonly [wallet: string, points: string, spend: string])[],
  visits: string,
];

function write({ memberSince, counts }: CountedTiers): string {
  const stored = counts.map(({ kind, purchase, purchasedAt, occurredAt, counted, visits }): StoredCount => {
    const wallets = counted.map(({ wallet, points, spend }) => [wallet, String(points), String(spend)] as const);
    return [kind, purchase, purchasedAt, occurredAt, wallets, String(visits)];
  });
  return JSON.stringify([memberSince, stored]);
}

function read(text: string): CountedTiers {
  const [memberSince, stored] = JSON.parse(text) as [CountedTiers['memberSince'], readonly StoredCount[]];
  const counts = stored.map(([kind, purchase, purchasedAt, occurredAt, wallets, visits]): TierCount => {
    const counted = wallets.map(([wallet, points, spend]) => ({
      wallet,
      points: BigInt(points),
      spend: BigInt(spend),
    }));
    return { kind, purchase, purchasedAt, occurredAt, counted, visits: BigInt(visits) };
  });
  return { memberSince, counts };
}
