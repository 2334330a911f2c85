import type {
  RewardChosen,
  RewardIssued,
  VoucherEvent,
  VoucherIssued,
  VoucherRevokedCause,
  VoucherUsed,
} from '@loyalty/contracts';
import type { Append, ClaimKey, View } from '@loyalty/event-store';
import { fromId } from '@loyalty/service-host/values';
import { voucherStream } from '../../domain/vouchers/voucher-stream.js';

/** Under which a code is found; in all programmes at once, since a till sends the code alone. */
export function codeKey(hash: string): ClaimKey {
  return { kind: 'voucher', scope: 'codes', key: hash };
}

/** Codes are compared by their key alone: nothing else was sent. */
export const CODE_FINGERPRINT = '0'.repeat(32);

/** A tag: all that one member has. */
export function vouchersOf(member: string): string {
  return `vouchers|${member}`;
}

export function voucherStreamId(voucher: string): string {
  const stream = fromId('vch', voucher);
  if (stream === undefined) throw new Error(`'${voucher}' is no id of a voucher`);
  return stream;
}

export function issueAppend(
  event: VoucherIssued,
  { hash, beside, more = [] }: { hash: string; beside?: string; more?: readonly VoucherEvent[] },
): Append {
  return {
    category: voucherStream,
    stream: voucherStreamId(event.voucher),
    events: [event, ...more].map((each, at) => ({
      event: each,
      occurredAt: each.occurredAt,
      ...(at === 0 && event.member !== null && { tags: [vouchersOf(event.member)] }),
    })),
    claims: [{ ...codeKey(hash), fingerprint: CODE_FINGERPRINT }],
    ...(beside === undefined ? {} : { beside }),
  };
}

export function voucherAppend(voucher: string, event: VoucherEvent): Append {
  const events = [{ event, occurredAt: event.occurredAt }];
  return { category: voucherStream, stream: voucherStreamId(voucher), events };
}

export function revokeAppend(
  voucher: string,
  revoked: {
    readonly redemption: string;
    readonly reward: string;
    readonly cause: VoucherRevokedCause;
    readonly occurredAt: number;
  },
): Append {
  return voucherAppend(voucher, { type: 'VoucherRevoked', ...revoked });
}

interface Used {
  readonly voucher: string;
  readonly usesMax: number;
  readonly uses: readonly VoucherUsed[];
}

/** What proves a reward, where it was used: then nothing of it can be given back. */
export function usedVoucher(
  view: View,
  { issued, reward }: { readonly issued: RewardIssued | null; readonly reward: RewardChosen | null },
): Used | undefined {
  const voucher = issued?.voucher ?? reward?.voucher ?? null;
  if (voucher === null) return undefined;
  const { state } = view.state(voucherStream, voucherStreamId(voucher));
  if (state.status !== 'known' || state.uses.length === 0) return undefined;
  return { voucher, usesMax: state.facts.usesMax, uses: state.uses };
}
