import type { PayoutRequested } from '@loyalty/contracts';
import type { View } from '@loyalty/event-store';
import type { WalletPoints } from '@loyalty/ledger';
import type { Programme } from '@loyalty/programme';
import { fromId } from '@loyalty/service-host/values';
import { approveBy, hindranceOfPayout, type PaidBefore, priceOfPayout } from '../../domain/payouts/payout-terms.js';
import { redemptionStream } from '../../domain/redemption-stream.js';
import type { Rejection } from '../../domain/rejections.js';
import type { Reward } from '../../domain/rewards/reward.js';
import type { Takings } from '../../domain/rewards/takings-stream.js';

/** What whoever asks for a payout says besides. */
export interface WantedPayout {
  /** The redemption's, made before it, since its destination is kept under it. */
  readonly stream: string;
  readonly requestedBy: string;
  /** As it is compared when the same comes again; it is not recorded. */
  readonly destination: string;
  readonly points?: readonly WalletPoints[];
}

interface Choosing {
  readonly reward: Reward;
  readonly price: readonly WalletPoints[];
  readonly wanted: WantedPayout;
  readonly takings: Takings;
  readonly programme: Programme;
}

export interface PayoutChoice {
  readonly points: readonly WalletPoints[];
  readonly requestedAt: (occurredAt: number) => PayoutRequested;
}

/** How much money for how many points, or the limit that stands in the way, as this decision finds it. */
export function choosePayout(
  view: View,
  { reward, price, wanted, takings, programme }: Choosing,
): PayoutChoice | Rejection {
  const priced = priceOfPayout(reward, price, wanted.points);
  if ('reason' in priced) return priced;
  const { now } = view;
  const before = paidBefore(view, reward, takings);
  const hindrance = hindranceOfPayout(reward, priced, { before, programme, now });
  if (hindrance) return hindrance;
  const { points, amount, currency } = priced;
  return {
    points,
    requestedAt: (occurredAt) => ({
      type: 'PayoutRequested',
      amount,
      currency,
      requestedBy: wanted.requestedBy,
      approveBy: approveBy(reward, priced, { programme, now }),
      occurredAt,
    }),
  };
}

/** The member's takings say which; each redemption says how much. Without a limit nobody needs to know. */
function paidBefore(view: View, { id, payout }: Reward, takings: Takings): readonly PaidBefore[] {
  if (!payout?.limit) return [];
  return [...takings].flatMap(([redemption, { reward, at, lapsesAt }]) => {
    if (reward !== id || (lapsesAt !== null && lapsesAt <= view.now)) return [];
    const { state } = view.state(redemptionStream, fromId('red', redemption) ?? '');
    const amount = state.status === 'known' ? state.payout?.requested.amount : undefined;
    return amount === undefined ? [] : [{ amount, at }];
  });
}
