import { type Payout, payoutStatus } from '../../domain/payouts/payout.js';
import type { Redemption } from '../../domain/redemption-stream.js';
import type { Rejection } from '../../domain/rejections.js';

/** The money is its provider's matter: no till captures, voids or refunds the points of it. */
export function underWay({ facts, voided }: Redemption, payout: Payout): Rejection {
  const status = payoutStatus(payout, voided ? 'voided' : 'authorised');
  return { reason: 'payout_under_way', redemption: facts.redemption, payout: status };
}
