import type { RewardWithdrawn, VoucherRevokedCause } from '@loyalty/contracts';
import type { Append, View } from '@loyalty/event-store';
import type { Redemption } from '../../domain/redemption-stream.js';
import { revokeAppend } from '../vouchers/voucher-book.js';
import { giveBack, takerOf } from './reward-book.js';

/** What the redemption says of it, and what else is written in the same commit; nothing where the points bought no reward. */
export interface Withdrawal {
  readonly events: readonly RewardWithdrawn[];
  readonly appends: readonly Append[];
}

export function withdraw(
  view: View,
  { facts, reward, issued }: Redemption,
  { cause, occurredAt }: { readonly cause: VoucherRevokedCause; readonly occurredAt: number },
): Withdrawal {
  if (!reward) return { events: [], appends: [] };
  const back = giveBack(view, reward, { ...takerOf(facts), cause, occurredAt });
  const { stocked, appends } = back;
  const voucher = issued?.voucher ?? reward.voucher;
  const event: RewardWithdrawn = { type: 'RewardWithdrawn', reward: reward.reward, stocked, voucher, occurredAt };
  const revoked =
    voucher === null
      ? []
      : [revokeAppend(voucher, { redemption: facts.redemption, reward: reward.reward, cause, occurredAt })];
  return { events: [event], appends: [...appends, ...revoked] };
}
