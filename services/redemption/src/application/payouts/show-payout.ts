import type { PayoutPorts } from './payout-ports.js';
import type { PayoutRow } from './payout-row.js';
import { hasEnded } from './payout-steps.js';

/**
 * The index learns how a payout stands. A destination that leads nowhere any more is forgotten before: whoever follows the
 * ledger passes over what the index knows, also where this process ends between the two.
 */
export async function showPayout(
  row: PayoutRow,
  { index, destinations }: Pick<PayoutPorts, 'index' | 'destinations'>,
): Promise<void> {
  if (hasEnded(row.status)) await destinations.forget(row.id);
  await index.put(row);
}
