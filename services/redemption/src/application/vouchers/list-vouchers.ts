import { type Voucher, voucherStream } from '../../domain/vouchers/voucher-stream.js';
import type { RedemptionPorts } from '../ports.js';
import { vouchersOf } from './voucher-book.js';

/** All that were issued or given to a member, also those that are over; in the order in which they came. */
export async function listVouchers(
  member: string,
  { store }: Pick<RedemptionPorts, 'store'>,
): Promise<readonly Voucher[]> {
  const found = await store.preview({
    on: member,
    decide: (view) => ({ answer: view.tagged(vouchersOf(member)), appends: [] }),
  });
  const loaded = await Promise.all(found.map((stream) => store.load(voucherStream, stream)));
  return loaded.flatMap(({ state }) => (state.status === 'known' ? [state] : []));
}
