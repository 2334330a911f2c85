import { deadline, parseDuration, type Programme } from '@loyalty/programme';
import type { WalletPoints } from '@loyalty/ledger';
import type { Reward } from '../rewards/reward.js';
import { formatAmount, parseAmount } from './amount.js';

/** What a reward says of the money that it becomes; amounts in its currency, as decimals. */
export interface PayoutTerms {
  readonly minimum?: string;
  readonly maximum?: string;
  /** Of one member, within any such time. */
  readonly limit?: { readonly amount: string; readonly per: string };
  /** More needs a second person. */
  readonly approvalAbove?: string;
  /** How long that person has; P7D where absent. */
  readonly approveWithin?: string;
}

/** Why a payout is not made, with the numbers that explain it. */
export type PayoutHindrance =
  | { readonly reason: 'payout_not_whole'; readonly wallet: string; readonly points: bigint; readonly step: bigint }
  | {
      readonly reason: 'payout_below_minimum';
      readonly amount: string;
      readonly minimum: string;
      readonly currency: string;
    }
  | {
      readonly reason: 'payout_above_maximum';
      readonly amount: string;
      readonly maximum: string;
      readonly currency: string;
    }
  | {
      readonly reason: 'payout_limit_reached';
      readonly amount: string;
      readonly limit: string;
      readonly per: string;
      /** Paid, or on its way, within that time. */
      readonly taken: string;
      readonly left: string;
      readonly currency: string;
      /** When the oldest of it no longer counts; null where nothing counts, and the limit itself is too low. */
      readonly againAt: number | null;
    };

const APPROVE_WITHIN = 'P7D';

/** Money for points. */
export interface Priced {
  readonly points: readonly WalletPoints[];
  readonly amount: string;
  readonly currency: string;
}

/**
 * Points as often as they have the reward's price, and its amount as often: whole multiples alone, so that nothing is
 * ever rounded. Without points: once.
 */
export function priceOfPayout(
  { gives = {} }: Reward,
  price: readonly WalletPoints[],
  points: readonly WalletPoints[] | undefined,
): Priced | PayoutHindrance {
  const { amount = '0', currency = '' } = gives;
  const [step] = price;
  if (!step) throw new Error('a reward that is paid out has no price');
  const asked = points ?? price;
  const times = (asked[0]?.points ?? 0n) / step.points;
  const isWhole = asked.length === 1 && asked[0]?.wallet === step.wallet && times * step.points === asked[0].points;
  if (!isWhole) {
    const found = asked.find(({ wallet }) => wallet === step.wallet)?.points ?? 0n;
    return { reason: 'payout_not_whole', wallet: step.wallet, points: found, step: step.points };
  }
  return { points: asked, amount: formatAmount(parseAmount(amount) * times, amount), currency };
}

/** What a member was paid, or is being paid, of one reward. */
export interface PaidBefore {
  readonly amount: string;
  readonly at: number;
}

export function hindranceOfPayout(
  { payout: terms = {} }: Reward,
  { amount, currency }: Priced,
  { before, programme, now }: { before: readonly PaidBefore[]; programme: Programme; now: number },
): PayoutHindrance | undefined {
  const { minimum, maximum, limit } = terms;
  const wanted = parseAmount(amount);
  if (minimum !== undefined && wanted < parseAmount(minimum)) {
    return { reason: 'payout_below_minimum', amount, minimum, currency };
  }
  if (maximum !== undefined && wanted > parseAmount(maximum)) {
    return { reason: 'payout_above_maximum', amount, maximum, currency };
  }
  if (!limit) return undefined;
  const ends = before
    .map((each) => ({ ...each, until: endOf(limit.per, programme, each.at) }))
    .filter(({ until }) => until > now);
  const taken = ends.reduce((sum, each) => sum + parseAmount(each.amount), 0n);
  const most = parseAmount(limit.amount);
  if (taken + wanted <= most) return undefined;
  const left = most > taken ? most - taken : 0n;
  return {
    reason: 'payout_limit_reached',
    amount,
    limit: limit.amount,
    per: limit.per,
    taken: formatAmount(taken, amount),
    left: formatAmount(left, amount),
    currency,
    againAt: ends.length === 0 ? null : Math.min(...ends.map(({ until }) => until)),
  };
}

/** Until when a second person may approve it; null: nobody needs to. */
export function approveBy(
  { payout: terms = {} }: Reward,
  { amount }: Priced,
  { programme, now }: { programme: Programme; now: number },
): number | null {
  const { approvalAbove, approveWithin = APPROVE_WITHIN } = terms;
  if (approvalAbove === undefined || parseAmount(amount) <= parseAmount(approvalAbove)) return null;
  return endOf(approveWithin, programme, now);
}

function endOf(text: string, programme: Programme, from: number): number {
  const duration = parseDuration(text);
  if (!duration) throw new Error(`'${text}' is no duration`);
  return deadline(programme, from, duration);
}
