import type { VoucherTerms as FrozenTerms } from '@loyalty/contracts';
import type { Programme } from '@loyalty/programme';
import type { PayoutTerms } from '../payouts/payout-terms.js';

/** What points buy. A document as its marketer sent it; a new version replaces it, and what is held keeps the old price. */
export interface Reward extends SentReward {
  readonly id: string;
  /** From 1. */
  readonly version: number;
}

export const REWARD_KINDS = [
  'item',
  'voucher',
  'order_discount',
  'gift_card',
  'free_unit',
  'donation',
  'cash_out',
] as const;
export type RewardKind = (typeof REWARD_KINDS)[number];

export interface SentReward {
  readonly programme: string;
  readonly kind: RewardKind;
  readonly name: Texts;
  readonly description?: Texts;
  /** An https address. */
  readonly image?: string;
  /** What the member gets, by kind: a sku, a category of which one unit is free, a sum, a share in percent, who is given to. */
  readonly gives?: Gives;
  /** The first that is for the member counts. */
  readonly prices: readonly SentPrice[];
  /** How many there are in all, those that were taken included; absent: as many as are asked for. */
  readonly stock?: number;
  readonly limit?: RewardLimit;
  /** Only for members of one of these. */
  readonly tiers?: readonly string[];
  /** ISO 8601 with an offset; an instant belongs to what follows. */
  readonly validFrom?: string;
  readonly validUntil?: string;
  readonly voucher?: VoucherTerms;
  /** Of one that is paid out. */
  readonly payout?: PayoutTerms;
  /** Issued by itself whenever the member has its price. */
  readonly automatic?: boolean;
}

export interface Texts {
  readonly en: string;
  readonly ru?: string;
}

export interface Gives {
  readonly sku?: string;
  readonly category?: string;
  readonly amount?: string;
  readonly currency?: string;
  readonly percent?: string;
  readonly to?: string;
}

export interface SentPrice {
  /** For members of this tier, or of this segment, alone. */
  readonly tier?: string;
  readonly segment?: string;
  readonly points: readonly { readonly wallet: string; readonly points: number }[];
  /** Paid besides the points, in the shop. */
  readonly money?: { readonly amount: string; readonly currency: string };
}

export interface RewardLimit {
  readonly times: number;
  /** ISO 8601: within any such time, by the programme's calendar; absent: ever. */
  readonly per?: string;
}

export interface VoucherTerms {
  /** ISO 8601, from its issue; absent: for ever. */
  readonly validFor?: string;
  /** How often it can be used; 1 where absent. */
  readonly uses?: number;
}

/** What is known of a member besides the account. */
export interface MemberStanding {
  readonly tier?: string;
  readonly segments: readonly string[];
}

/** What a redemption freezes of them: those of a voucher, and of whatever else a voucher proves. */
export function voucherTermsOf({ kind, voucher }: SentReward): { readonly voucherTerms?: FrozenTerms } {
  const terms = voucher ?? (kind === 'voucher' ? {} : undefined);
  if (!terms) return {};
  const { uses = 1, validFor } = terms;
  return { voucherTerms: { usesMax: uses, ...(validFor === undefined ? {} : { validFor }) } };
}

/**
 * To whom it is open: tiers that it names itself, and those of whose `benefits.rewards` it is one, where any tier's is. Where
 * both say something, both hold. Undefined: to everybody.
 */
export function tiersWith(
  { id, tiers }: Pick<Reward, 'id' | 'tiers'>,
  programme: Programme,
): readonly string[] | undefined {
  const benefits = [...(programme.tiers?.benefits ?? [])];
  const naming = benefits.flatMap(([tier, { rewards }]) => (rewards?.has(id) ? [tier] : []));
  if (naming.length === 0) return tiers;
  return tiers ? tiers.filter((tier) => naming.includes(tier)) : naming;
}

/** Whether it cannot be told without knowing tiers or segments. */
export function asksForStanding(reward: SentReward & Pick<Reward, 'id'>, programme: Programme): boolean {
  const ofPrice = reward.prices.some(({ tier, segment }) => tier !== undefined || segment !== undefined);
  return ofPrice || tiersWith(reward, programme) !== undefined;
}

/** Undefined where no price is for such a member. */
export function priceFor({ prices }: SentReward, standing: MemberStanding): SentPrice | undefined {
  return prices.find(
    ({ tier, segment }) =>
      (tier === undefined || tier === standing.tier) && (segment === undefined || standing.segments.includes(segment)),
  );
}
