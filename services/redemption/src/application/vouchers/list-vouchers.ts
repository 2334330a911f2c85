import { type Voucher, voucherStream } from '../../domain/vouchers/voucher-stream.js';
import type { RedemptionPorts } from '../ports.js';
import { vouchersOf } from './voucher-book.js';

/**
 * All that were issued or given to a member, and to those who have turned out to be the same person, also those that are over;
 * in the order in which they came.
 */
export async function listVouchers(
  member: string,
  { store, together }: Pick<RedemptionPorts, 'store' | 'together'>,
): Promise<readonly Voucher[]> {
  const people = new Set([member, ...(await together(member))]);
  const found = await store.preview({
    on: member,
    decide: (view) => ({ answer: [...people].flatMap((each) => view.tagged(vouchersOf(each))), appends: [] }),
  });
  const loaded = await Promise.all(found.map((stream) => store.load(voucherStream, stream)));
  const known = loaded.flatMap(({ state }) => (state.status === 'known' ? [state] : []));
  return known.sort((one, other) => one.facts.occurredAt - other.facts.occurredAt);
}
