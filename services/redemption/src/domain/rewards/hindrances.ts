import { deadline, parseDuration, type Programme } from '@loyalty/programme';
import { parseInstant } from '@loyalty/service-host/values';
import type { MemberStanding, Reward, RewardLimit, SentPrice } from './reward.js';
import { priceFor, tiersWith } from './reward.js';
import { leftOf, type Stock } from './stock-stream.js';
import { standingTakings, type Takings } from './takings-stream.js';

/** Why a member cannot have a reward now, with the numbers that explain it. Points are told apart: the ledger knows them. */
export type Hindrance =
  | { readonly reason: 'reward_not_valid_yet'; readonly validFrom: number }
  | { readonly reason: 'reward_no_longer_valid'; readonly validUntil: number }
  | { readonly reason: 'tier_needed'; readonly tiers: readonly string[]; readonly tier: string | null }
  | { readonly reason: 'segment_needed'; readonly segments: readonly string[] }
  | {
      readonly reason: 'out_of_stock';
      readonly supply: number;
      readonly left: 0;
      /** When one that is set aside is free again, if it is not captured before. */
      readonly againAt: number | null;
    }
  | {
      readonly reason: 'reward_limit_reached';
      readonly times: number;
      readonly per: string | null;
      readonly taken: number;
      /** Null: never, unless one is given back. */
      readonly againAt: number | null;
    };

export interface Circumstances {
  readonly programme: Programme;
  readonly standing: MemberStanding;
  readonly stock: Stock;
  readonly takings: Takings;
  readonly now: number;
}

/** All of them, in the order in which they are told. */
export function hindrancesOf(reward: Reward, circumstances: Circumstances): readonly Hindrance[] {
  return [
    ...ofValidity(reward, circumstances.now),
    ...ofTier(reward, circumstances),
    ...ofStock(circumstances),
    ...ofLimit(reward, circumstances),
  ];
}

/** An instant belongs to what follows: at `validUntil` it is over. */
function ofValidity({ validFrom, validUntil }: Reward, now: number): Hindrance[] {
  const [from, until] = [validFrom, validUntil].map((text) => (text === undefined ? undefined : parseInstant(text)));
  if (from !== undefined && now < from) return [{ reason: 'reward_not_valid_yet', validFrom: from }];
  if (until !== undefined && now >= until) return [{ reason: 'reward_no_longer_valid', validUntil: until }];
  return [];
}

function ofTier(reward: Reward, { programme, standing }: Circumstances): Hindrance[] {
  const tier = standing.tier ?? null;
  const tiers = tiersWith(reward, programme);
  if (tiers && (tier === null || !tiers.includes(tier))) return [{ reason: 'tier_needed', tiers, tier }];
  return priceFor(reward, standing) ? [] : ofPrices(reward, standing);
}

/** No price is for the member: each tier and each segment that alone would bring one; where none would, all of them. */
function ofPrices({ prices }: Reward, standing: MemberStanding): Hindrance[] {
  const isMine = (price: SentPrice) => price.tier === undefined || price.tier === standing.tier;
  const isIn = ({ segment }: SentPrice) => segment === undefined || standing.segments.includes(segment);
  const nearly = prices.filter((price) => isMine(price) || isIn(price));
  const others = nearly.length > 0 ? nearly : prices;
  const tiers = distinct(others.flatMap((price) => (isMine(price) ? [] : (price.tier ?? []))));
  const segments = distinct(others.flatMap((price) => (isIn(price) ? [] : (price.segment ?? []))));
  return [
    ...(tiers.length > 0 ? [{ reason: 'tier_needed', tiers, tier: standing.tier ?? null } as const] : []),
    ...(segments.length > 0 ? [{ reason: 'segment_needed', segments } as const] : []),
  ];
}

const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)];

function ofStock({ stock, now }: Circumstances): Hindrance[] {
  const { supply } = stock;
  if (supply === null || leftOf(stock, now) !== 0) return [];
  const lapses = [...stock.open.values()].filter((lapsesAt) => lapsesAt > now);
  const againAt = lapses.length === 0 ? null : Math.min(...lapses);
  return [{ reason: 'out_of_stock', supply, left: 0, againAt }];
}

function ofLimit({ id, limit }: Reward, { programme, takings, now }: Circumstances): Hindrance[] {
  if (!limit) return [];
  const ends = standingTakings(takings, id, now)
    .map(({ at }) => endOf(at, limit, programme))
    .filter((end) => end === null || end > now);
  if (ends.length < limit.times) return [];
  // One more is free when so few are left within the time that another fits.
  const again = ends.map((end) => end ?? Number.POSITIVE_INFINITY).sort((one, other) => one - other);
  const at = again[ends.length - limit.times] ?? Number.POSITIVE_INFINITY;
  const againAt = Number.isFinite(at) ? at : null;
  return [{ reason: 'reward_limit_reached', times: limit.times, per: limit.per ?? null, taken: ends.length, againAt }];
}

/** When a taking no longer counts; null: never. */
function endOf(at: number, { per }: RewardLimit, programme: Programme): number | null {
  const duration = per === undefined ? undefined : parseDuration(per);
  return duration ? deadline(programme, at, duration) : null;
}
