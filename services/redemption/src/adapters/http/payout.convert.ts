import { formatInstant } from '@loyalty/service-host';
import type { PayoutRow } from '../../application/payouts/payout-row.js';

export function payoutBody(row: PayoutRow) {
  const { version: _version, member, reward, wallet, points, requestedAt, approveBy, sentAt, endedAt, ...said } = row;
  return {
    ...said,
    member: { id: member },
    reward: { id: reward },
    points: { wallet, points: Number(points) },
    requestedAt: formatInstant(requestedAt),
    approveBy: orNull(approveBy),
    sentAt: orNull(sentAt),
    endedAt: orNull(endedAt),
  };
}

const orNull = (at: number | null): string | null => (at === null ? null : formatInstant(at));
