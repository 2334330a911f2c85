import type { VoucherRejection } from '../rejections.js';
import { standingReservations, type UseName, type Voucher } from './voucher-stream.js';

export interface WhoUses extends UseName {
  /** Null: the caller does not say. */
  readonly member: string | null;
}

/**
 * Why a voucher cannot be used or reserved now. Whose it is comes first: to somebody else it says nothing more. The caller's
 * own reservation is no hindrance.
 */
export function hindranceOf(voucher: Voucher, who: WhoUses, now: number): VoucherRejection | undefined {
  const { facts, uses, revoked } = voucher;
  const { voucher: id, usesMax, validFrom, validUntil } = facts;
  if (facts.member !== null && facts.member !== who.member) return { reason: 'code_not_yours' };
  if (revoked) {
    return { reason: 'voucher_revoked', voucher: id, cause: revoked.cause, revokedAt: revoked.occurredAt };
  }
  if (uses.length >= usesMax) return { reason: 'voucher_used', voucher: id, usesMax, uses };
  if (now < validFrom) return { reason: 'voucher_not_valid_yet', voucher: id, validFrom };
  if (validUntil !== null && now >= validUntil) return { reason: 'voucher_expired', voucher: id, validUntil };
  const reserved = standingReservations(voucher, who, now);
  if (uses.length + reserved.length >= usesMax) return { reason: 'voucher_reserved', voucher: id, reserved };
  return undefined;
}
