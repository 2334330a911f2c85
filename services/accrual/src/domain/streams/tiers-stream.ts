import { decodeTierEvent, encodeTierEvent, type TierEvent } from '@loyalty/contracts';
import type { Category } from '@loyalty/event-store';
import { NOTHING_COUNTED, withTierEvent, type CountedTiers, type TierCount } from '@loyalty/programme';

/** Grows with every change of what `evolve` makes of a stream. */
const FOLD = 2;

/**
 * What an account has counted towards tiers, beside its points. A decision that looks at it is guarded by its version: of
 * two processes that judge at the same instant, the second sees what the first has counted.
 */
export const tiersStream: Category<CountedTiers, TierEvent> = {
  name: 'tiers',
  initial: () => NOTHING_COUNTED,
  evolve: withTierEvent,
  weigh: ({ counts }) => COUNT_BYTES * counts.length,
  encode: encodeTierEvent,
  decode: decodeTierEvent,
  snapshot: { version: FOLD, every: 200, write, read },
};

/** With the movement that tiers make of it. */
const COUNT_BYTES = 700;

/** Whole numbers as text: spend is far beyond what a JSON number says exactly. */
type StoredCount = readonly [
  kind: TierCount['kind'],
  purchase: string,
  purchasedAt: number,
  occurredAt: number,
  counted: readonly (readonly [wallet: string, points: string, spend: string])[],
  visits: string,
  member: string,
  memberSince: number,
];

function write({ counts }: CountedTiers): string {
  const stored = counts.map((count): StoredCount => {
    const { kind, purchase, purchasedAt, occurredAt, counted, visits, member, memberSince } = count;
    const wallets = counted.map(({ wallet, points, spend }) => [wallet, String(points), String(spend)] as const);
    return [kind, purchase, purchasedAt, occurredAt, wallets, String(visits), member, memberSince];
  });
  return JSON.stringify(stored);
}

function read(text: string): CountedTiers {
  const stored = JSON.parse(text) as readonly StoredCount[];
  const counts = stored.map((each): TierCount => {
    const [kind, purchase, purchasedAt, occurredAt, wallets, visits, member, memberSince] = each;
    const counted = wallets.map(([wallet, points, spend]) => ({
      wallet,
      points: BigInt(points),
      spend: BigInt(spend),
    }));
    return { kind, purchase, purchasedAt, occurredAt, counted, visits: BigInt(visits), member, memberSince };
  });
  return { memberSince: counts[0]?.memberSince ?? null, counts };
}
