import { decodeRedemptionEvent } from '@loyalty/contracts';
import type { ReadPorts } from './find-account.js';

/** What the senders of redemptions call the orders that these were for; by redemption, those that named one. */
export async function ordersOf(
  redemptions: readonly (string | undefined)[],
  { reads, streamOf }: Pick<ReadPorts, 'reads' | 'streamOf'>,
): Promise<ReadonlyMap<string, string>> {
  const streams = new Set(redemptions.flatMap((id) => (id === undefined ? [] : (streamOf(id) ?? []))));
  const orders = new Map<string, string>();
  if (streams.size === 0) return orders;
  for (const cause of await reads.firstCauses([...streams])) {
    const event = decodeRedemptionEvent(cause);
    if (event.type === 'RedemptionAuthorised' && event.order !== undefined) orders.set(event.redemption, event.order);
  }
  return orders;
}
