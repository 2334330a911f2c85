import type { Payout } from '@loyalty/contracts';

export { newPayout, type Payout } from '@loyalty/contracts';

/** `voided`: given up by whoever asked for it, before it was sent; `lapsed`: so was its hold, by itself. */
export type PayoutStatus =
  'awaiting_approval' | 'requested' | 'sent' | 'accepted' | 'settled' | 'failed' | 'refused' | 'voided' | 'lapsed';

/** Where nothing follows by itself any more. */
export const ENDED: readonly PayoutStatus[] = ['settled', 'failed', 'refused', 'voided', 'lapsed'];

/** By what its own events say and, before it is sent, by how its redemption stands. */
export function payoutStatus(payout: Payout, redemption: string): PayoutStatus {
  const { requested, approved, refused, sent, accepted, settled, failed } = payout;
  if (settled) return 'settled';
  if (failed) return 'failed';
  if (refused) return 'refused';
  if (sent) return accepted ? 'accepted' : 'sent';
  if (redemption === 'voided' || redemption === 'lapsed') return redemption;
  return requested.approveBy !== null && !approved ? 'awaiting_approval' : 'requested';
}
