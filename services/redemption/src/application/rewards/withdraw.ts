import type { GivenBackCause, RewardWithdrawn } from '@loyalty/contracts';
import type { Append, View } from '@loyalty/event-store';
import type { Redemption } from '../../domain/redemption-stream.js';
import { giveBack, takerOf } from './reward-book.js';

/** What the redemption says of it, and what else is written in the same commit; nothing where the points bought no reward. */
export interface Withdrawal {
  readonly events: readonly RewardWithdrawn[];
  readonly appends: readonly Append[];
}

export function withdraw(
  view: View,
  { facts, reward }: Redemption,
  { cause, occurredAt }: { readonly cause: GivenBackCause; readonly occurredAt: number },
): Withdrawal {
  if (!reward) return { events: [], appends: [] };
  const back = giveBack(view, reward, { ...takerOf(facts), cause, occurredAt });
  const { stocked, appends } = back;
  const event: RewardWithdrawn = { type: 'RewardWithdrawn', reward: reward.reward, stocked, voucher: null, occurredAt };
  return { events: [event], appends };
}
