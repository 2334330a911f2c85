import { reject, type Rejected } from '../../domain/rejections.js';
import type { RedemptionPorts } from '../ports.js';
import { loadPayout } from './payout-row.js';
import { showPayout } from './show-payout.js';

/**
 * The provider says that something became of a payout. What, is asked for: so a message that comes twice, late, before the
 * answer to our own request, or in another order than what it tells of, is no more than one question too many.
 */
export async function wakePayout(id: string, ports: RedemptionPorts): Promise<true | Rejected> {
  const { payouts } = ports;
  if (!payouts) return reject({ reason: 'not_provided', missing: ['payouts'] });
  if (await payouts.index.wake(id)) return true;
  // The index may be behind the ledger.
  const row = await loadPayout(id, ports);
  if (!row) return reject({ reason: 'payout_not_found' });
  await showPayout(row, payouts);
  await payouts.index.wake(id);
  return true;
}
