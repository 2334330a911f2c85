import { formatInstant } from '@loyalty/service-host';
import type { VoucherAnswer } from '../../application/vouchers/use-voucher.js';
import type { Reward } from '../../domain/rewards/reward.js';
import type { Voucher } from '../../domain/vouchers/voucher-stream.js';
import type { ShowCode } from './redemption.convert.js';
import { useBody } from './rejection.convert.js';

function statusOf({ facts, uses, reserved, revoked }: Voucher, now: number): string {
  if (revoked) return 'revoked';
  if (uses.length >= facts.usesMax) return 'used';
  if (now < facts.validFrom) return 'not_valid_yet';
  if (facts.validUntil !== null && now >= facts.validUntil) return 'expired';
  const standing = [...reserved.values()].filter(({ lapsesAt }) => lapsesAt > now).length;
  return uses.length + standing >= facts.usesMax ? 'reserved' : 'usable';
}

function voucherBody(voucher: Voucher, now: number) {
  const { voucher: id, usesMax, validFrom, validUntil } = voucher.facts;
  return {
    id,
    status: statusOf(voucher, now),
    usesMax,
    uses: voucher.uses.map(useBody),
    validFrom: formatInstant(validFrom),
    validUntil: validUntil === null ? null : formatInstant(validUntil),
  };
}

const whence = ({ facts: { redemption, pool } }: Voucher) => ({
  ...(redemption === null ? {} : { redemption }),
  ...(pool === null ? {} : { pool }),
});

/** For a till: with what is to be handed over. */
export function usedBody(
  { voucher, lapsesAt, repeated }: VoucherAnswer,
  { now, reward }: { readonly now: number; readonly reward: Reward | undefined },
) {
  const { reward: named } = voucher.facts;
  const what = reward && { kind: reward.kind, name: reward.name, ...(reward.gives && { gives: reward.gives }) };
  return {
    voucher: {
      ...voucherBody(voucher, now),
      ...whence(voucher),
      ...(named === null ? {} : { reward: { id: named, ...what } }),
    },
    ...(lapsesAt === undefined ? {} : { lapsesAt: formatInstant(lapsesAt) }),
    repeated,
  };
}

export function givenBody({ voucher, repeated }: VoucherAnswer, showCode: ShowCode) {
  const { voucher: id, validFrom } = voucher.facts;
  return { voucher: { ...voucherBody(voucher, validFrom), code: showCode(id) }, repeated };
}

/** For who has it. */
export function heldBody(voucher: Voucher, { now, showCode }: { readonly now: number; readonly showCode: ShowCode }) {
  const { voucher: id, reward, pool } = voucher.facts;
  return {
    ...voucherBody(voucher, now),
    ...whence(voucher),
    ...(reward === null ? {} : { reward: { id: reward } }),
    ...(pool === null ? { code: showCode(id) } : {}),
  };
}
