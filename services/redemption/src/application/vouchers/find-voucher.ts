import type { VoucherIssued } from '@loyalty/contracts';
import type { View } from '@loyalty/event-store';
import { toId } from '@loyalty/service-host/values';
import { canonicalCode } from '../../domain/vouchers/voucher-code.js';
import { newVoucherState, type Voucher, voucherStream } from '../../domain/vouchers/voucher-stream.js';
import { derivedStream } from '../derived-stream.js';
import type { RedemptionPorts } from '../ports.js';
import { codeKey } from './voucher-book.js';

/** Where a code leads. One of a pool has no stream before it is first used: then this is how that begins. */
export interface FoundVoucher {
  readonly stream: string;
  readonly hash: string;
  readonly programme: string;
  /** `mem_…`, whom it is bound to; null: whoever has it. */
  readonly member: string | null;
  readonly pooled: VoucherIssued | null;
}

type FindPorts = Pick<RedemptionPorts, 'store' | 'vouchers' | 'pools' | 'clock'>;

export async function findVoucher(
  code: string,
  { store, vouchers, pools, clock }: FindPorts,
): Promise<FoundVoucher | undefined> {
  const hash = vouchers.hashOf(canonicalCode(code));
  const claimed = await store.find(codeKey(hash));
  if (claimed) {
    const { state } = await store.load(voucherStream, claimed.stream);
    if (state.status !== 'known') throw new Error(`a code leads to ${claimed.stream}, which is empty`);
    const { programme, member } = state.facts;
    return { stream: claimed.stream, hash, programme, member, pooled: null };
  }
  const found = await pools.codeOf(hash);
  if (!found) return undefined;
  const stream = derivedStream(`voucher:${hash}`);
  const { id: pool, programme, usesMax, validFrom, validUntil } = found.pool;
  const pooled: VoucherIssued = {
    type: 'VoucherIssued',
    voucher: toId('vch', stream),
    programme,
    member: found.member,
    redemption: null,
    reward: null,
    pool,
    usesMax,
    validFrom,
    validUntil,
    capturesOnUse: false,
    occurredAt: clock.now(),
  };
  return { stream, hash, programme, member: found.member, pooled };
}

/** As this decision finds it; `isNew` where its stream begins with what is decided. */
export function readVoucher(
  view: View,
  { stream, pooled }: FoundVoucher,
): { readonly voucher: Voucher; readonly isNew: boolean } {
  const { state } = view.state(voucherStream, stream);
  if (state.status === 'known') return { voucher: state, isNew: false };
  if (!pooled) throw new Error(`the voucher ${stream} was there a moment ago`);
  return { voucher: newVoucherState({ ...pooled, occurredAt: view.now }), isNew: true };
}
